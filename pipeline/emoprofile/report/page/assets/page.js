"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const tip = document.getElementById("tip");
  const MOST_SHOWN = 320;

  // What one points at, or has the focus on, in a box beside it. Text is only ever set as text.
  const show = (title, body, target) => {
    tip.replaceChildren();
    if (title) tip.append(Object.assign(document.createElement("b"), { textContent: title }));
    if (body) tip.append(Object.assign(document.createElement("span"), { textContent: body }));
    tip.hidden = false;
    const at = target.getBoundingClientRect(), box = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - box.width / 2), innerWidth - box.width - 8);
    const above = at.top - box.height - 10;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : Math.min(at.bottom + 10, innerHeight - box.height - 8)}px`;
  };
  const hide = () => {
    tip.hidden = true;
    for (const each of all(".hot")) each.classList.remove("hot");
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", () => { if (!tip.hidden && !document.activeElement.closest(".drawing, .text")) hide(); }, { passive: true });

  const name = (part) => (part.querySelector(":scope > title") || { textContent: part.getAttribute("aria-label") || "" }).textContent;

  // The arc: a point shows its sentences, and choosing it goes to the first of them.
  const sentences = (point) => {
    const found = [];
    for (let i = +point.dataset.first; i <= +point.dataset.last; i++) found.push(document.getElementById(`s${i}`));
    return found.filter(Boolean);
  };
  const words = (sentence) => sentence.querySelector("bdi").textContent;
  const pointAt = (point) => {
    hide();
    const own = sentences(point);
    point.classList.add("hot");
    for (const each of own) each.classList.add("hot");
    const text = own.map(words).join(" ");
    show(point.dataset.about, text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text, point);
  };
  for (const drawing of all(".drawing")) {
    const points = all("g[data-first]", drawing);
    points.forEach((point, i) => {
      point.dataset.about = name(point);
      point.querySelector(":scope > title").remove();  // or the browser shows it as well
      point.addEventListener("pointerenter", () => pointAt(point));
      point.addEventListener("pointerleave", hide);
      point.addEventListener("focus", () => pointAt(point));
      point.addEventListener("blur", hide);
      const choose = () => {
        const [first] = sentences(point);
        if (first) { first.scrollIntoView({ block: "center" }); first.focus({ preventScroll: true }); }
      };
      point.addEventListener("click", choose);
      point.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); }
        else move(event, points, i);
      });
    });
    if (points.length) points[0].setAttribute("tabindex", "0");
  }

  // One of several can be reached with Tab; the arrow keys go from one to the next.
  const move = (event, others, i) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? others.length - 1 : step ? i + step : -1;
    if (!others[next]) return;
    event.preventDefault();
    others[i].setAttribute("tabindex", "-1");
    others[next].setAttribute("tabindex", "0");
    others[next].focus();
  };

  // The article: a sentence says what it was scored.
  const text = all(".text .s");
  text.forEach((sentence, i) => {
    const tell = () => { hide(); sentence.classList.add("hot"); show(`Sentence ${i + 1}`, sentence.dataset.about, sentence); };
    sentence.addEventListener("pointerenter", tell);
    sentence.addEventListener("pointerleave", hide);
    sentence.addEventListener("focus", tell);
    sentence.addEventListener("blur", hide);
    sentence.addEventListener("keydown", (event) => move(event, text, i));
  });
  if (text.length) text[0].setAttribute("tabindex", "0");
  for (const link of all('a[href^="#s"]')) {
    link.addEventListener("click", (event) => {
      const target = document.getElementById(link.hash.slice(1));
      if (target) { event.preventDefault(); target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
    });
  }

  // Switches.
  const onSwitch = (id, act) => {
    const group = document.getElementById(id);
    if (!group) return;
    group.hidden = false;
    const change = () => act(group.querySelector("input:checked").value);
    group.addEventListener("change", change);
    change();
  };
  onSwitch("vocabulary", (chosen) => {
    for (const figure of all("[data-vocabulary]")) figure.hidden = figure.dataset.vocabulary !== chosen;
  });
  onSwitch("tint", (chosen) => {
    for (const key of all(".key")) key.hidden = key.dataset.tint !== chosen;
    for (const sentence of text) sentence.className = `s ${sentence.dataset[chosen] || ""}`;
  });
  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const own = document.documentElement.dataset;
    const dark = own.theme ? own.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    own.theme = dark ? "light" : "dark";
  });

  // Saving a figure.
  const save = (content, file) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const svgOf = (figure) => {
    const svg = all(".drawing", figure).find((each) => each.offsetParent !== null).querySelector("svg").cloneNode(true);
    for (const each of all("[class], [tabindex]", svg)) { each.removeAttribute("class"); each.removeAttribute("tabindex"); }
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  };
  const pngOf = (figure, done) => {
    const picture = new Image(), address = URL.createObjectURL(svgOf(figure));
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * 3;
      canvas.height = picture.height * 3;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(address);
      canvas.toBlob(done, "image/png");
    };
    picture.src = address;
  };
  // Text that a spreadsheet may take for a formula gets an apostrophe in front, as in the CSV files of emoprofile.
  const cell = (value) => {
    if (/^-?[0-9.]+(e-?[0-9]+)?$/.test(value) || value === "") return value;
    return `"${(/^'*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  };
  const csvOf = (figure) => {
    const head = all("thead th", figure).map((each) => cell(each.textContent)).join(",");
    const rows = all("tbody tr", figure).map((row) => [...row.children].map((each) => cell(each.dataset.v)).join(","));
    return new Blob([[head, ...rows, ""].join("\n")], { type: "text/csv" });
  };
  for (const figure of all("figure[data-name]")) {
    const tools = figure.querySelector(".save");
    if (!tools) continue;
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const kind = event.target.dataset.save, file = `${figure.dataset.name}.${kind}`;
      if (kind === "svg") save(svgOf(figure), file);
      else if (kind === "csv") save(csvOf(figure), file);
      else if (kind === "png") pngOf(figure, (png) => save(png, file));
    });
  }

  // A table of many rows: searched, sorted, and shown in part, so that it stays fast.
  const AT_ONCE = innerWidth < 640 ? 25 : 100;
  for (const table of all("table[data-rows]")) {
    const data = JSON.parse(document.getElementById(table.dataset.rows).textContent);
    const body = table.tBodies[0], search = document.getElementById(table.dataset.search);
    const count = document.getElementById(table.dataset.count), more = document.getElementById(table.dataset.more);
    const index = data.map((row) => row.filter((value) => typeof value === "string").join(" ").toLowerCase());
    let order = data.map((_, i) => i), by = -1, down = false, shown = AT_ONCE;
    const draw = () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = order.filter((i) => wanted.every((word) => index[i].includes(word)));
      body.replaceChildren(...found.slice(0, shown).map((i) => {
        const row = document.createElement("tr");
        data[i].forEach((value, j) => {
          const each = document.createElement(j ? "td" : "th");
          if (!j) { each.scope = "row"; each.className = "name"; }
          if (typeof value === "string") { const isolated = document.createElement("bdi"); isolated.textContent = value; each.append(isolated); each.classList.add("words"); }
          else each.textContent = value === null ? "–" : Number.isInteger(value) ? value : value.toFixed(2);
          row.append(each);
        });
        return row;
      }));
      count.textContent = `${found.length} of ${data.length} articles${found.length > shown ? `, the first ${shown} shown` : ""}`;
      more.hidden = found.length <= shown;
    };
    all("thead button", table).forEach((button, j) => button.addEventListener("click", () => {
      down = by === j ? !down : typeof data[0]?.[j] === "number";
      by = j;
      const sign = down ? -1 : 1;
      const rank = (a, b) => a === b ? 0 : a === null ? 1 : b === null ? -1 : sign * (typeof a === "string" ? a.localeCompare(b) : a - b);
      order.sort((a, b) => rank(data[a][j], data[b][j]) || a - b);
      for (const each of all("thead th", table)) each.removeAttribute("aria-sort");
      button.closest("th").setAttribute("aria-sort", down ? "descending" : "ascending");
      shown = AT_ONCE;
      draw();
    }));
    let waiting;
    search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { shown = AT_ONCE; draw(); }, 80); });
    more.addEventListener("click", () => { shown += AT_ONCE; draw(); });
    draw();
  }
})();
