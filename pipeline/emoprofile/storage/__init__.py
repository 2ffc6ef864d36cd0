"""Where outputs stand and inputs come from: folders of this machine, and object stores behind addresses."""

from emoprofile.storage.address import is_remote, strip_local
from emoprofile.storage.local_store import LocalStore, sync_folder
from emoprofile.storage.remote_inputs import RemoteState, find_reaching, find_remote, open_remote, read_state
from emoprofile.storage.remote_store import RemoteStore
from emoprofile.storage.store import Store

__all__ = [
    "LocalStore",
    "RemoteState",
    "RemoteStore",
    "Store",
    "find_reaching",
    "find_remote",
    "is_remote",
    "open_remote",
    "read_state",
    "strip_local",
    "sync_folder",
]
