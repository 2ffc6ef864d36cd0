"""The application: what is asked where, and what is answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from emoprofile.data import Document, Failure
from emoprofile.profiler import Profiler
from emoprofile.report.page import render_article
from emoprofile.serve import openapi
from emoprofile.serve.bodies import JSON_LINES, Limits, RefusedError, parse_form, parse_many, parse_one, read_body
from emoprofile.serve.pages import render_form, render_refusal
from emoprofile.serve.scoring import Line
from emoprofile.write import build_profile_line, to_json

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HTML = "text/html; charset=utf-8"
DEFAULT_LIMITS = Limits()


def create_app(profiler: Profiler, limits: Limits = DEFAULT_LIMITS, hosts: tuple[str, ...] = ("*",)) -> FastAPI:
    """The application.

    Args:
        profiler: Makes the profiles; its configuration says how much of them is written.
        limits: What is taken.
        hosts: The names by which the server may be called; a page of another name that leads here is refused.
    """
    line = Line(limits)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        line.close()

    app = FastAPI(
        title="emoprofile",
        description="Articles to emotional profiles.",
        version=profiler.provenance.fingerprint[:19],
        docs_url=None,  # these pages would be loaded from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_exception_handler(RefusedError, _refuse)

    @app.get("/", include_in_schema=False)
    async def form() -> Response:
        return Response(render_form(), media_type=HTML, headers=HEADERS)

    @app.get("/health", summary="What answers here")
    async def health() -> dict[str, str]:
        made = profiler.provenance
        return {"model": made.model, "config": made.config, "fingerprint": made.fingerprint}

    @app.post(
        "/profile",
        summary="The profile of one article",
        openapi_extra=openapi.describe_one_request(),
        responses={
            200: _describe_answer("the profile, as `emoprofile score` writes it", "application/json", "Profile"),
            **openapi.describe_refusals(400, 408, 413, 422, 503),
        },
    )
    async def profile(request: Request) -> Response:
        article = parse_one(await read_body(request, limits), profiler.config)
        [found] = await line.run(lambda: _profile_lines(profiler, [article]))
        if isinstance(found, Failure):
            raise RefusedError(422, found.message)
        return Response(found, media_type="application/json", headers=HEADERS)

    @app.post(
        "/profiles",
        summary="The profiles of several articles",
        openapi_extra=openapi.describe_many_request(),
        responses={
            200: _describe_answer("a profile or a failure a line, in order", JSON_LINES[0], "Profile", "Failure"),
            **openapi.describe_refusals(400, 408, 413, 422, 503),
        },
    )
    async def profiles(request: Request) -> Response:
        body = await read_body(request, limits)
        articles = parse_many(body, request.headers.get("content-type", ""), profiler.config, limits)
        found = await line.run(lambda: _profile_lines(profiler, articles))
        lines = (each if isinstance(each, bytes) else _encode_line(each.to_dict()) for each in found)
        return Response(b"".join(lines), media_type=JSON_LINES[0], headers=HEADERS)

    @app.post("/report", include_in_schema=False)
    async def report(request: Request) -> Response:
        try:
            article = Document.from_text(parse_form(await read_body(request, limits)), "pasted text")
            page = await line.run(lambda: _make_page(profiler, article))
        except RefusedError as error:
            return Response(render_refusal(error.message), error.status, media_type=HTML, headers=HEADERS)
        return Response(page, media_type=HTML, headers=HEADERS)

    app.openapi = lambda: _write_document(app)  # type: ignore[method-assign]
    return app


def _profile_lines(profiler: Profiler, articles: list[Document | Failure] | list[Document]) -> list[bytes | Failure]:
    """A line per article, as `emoprofile score` writes it."""
    return [
        each if isinstance(each, Failure) else _encode_line(build_profile_line(each, profiler.config.output))
        for each in profiler.profiles(articles)
    ]


def _make_page(profiler: Profiler, article: Document) -> str:
    [found] = profiler.scored_profiles([article])
    if isinstance(found, Failure):
        raise RefusedError(422, found.message)
    scored, profile = found
    return render_article(profile, scored)


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    headers = {**HEADERS, **({"Retry-After": "1"} if error.status == 503 else {})}
    content = _encode_line({"error": error.message})
    return Response(content, error.status, media_type="application/json", headers=headers)


def _encode_line(value: dict[str, Any]) -> bytes:
    return to_json(value).encode() + b"\n"


def _describe_answer(about: str, media_type: str, *names: str) -> dict[str, Any]:
    references = [openapi.refer_to(name) for name in names]
    schema = references[0] if len(references) == 1 else {"oneOf": references}
    return {"description": about, "content": {media_type: {"schema": schema}}}


def _write_document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        from fastapi.openapi.utils import get_openapi

        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        document["components"] = {"schemas": openapi.list_components()}
        app.openapi_schema = document
    return app.openapi_schema
