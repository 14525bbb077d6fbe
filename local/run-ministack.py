"""Runs MiniStack until it is told to stop, or until the process that started it is gone.

Whoever starts this holds the other end of standard input. However that process ends, the pipe closes, and
the emulator with its functions ends too: nothing is left running.

The argument is the directory of this run's state. When everything is saved there, `saved.json` lists every
file with its size; when something could not be loaded, `damaged.txt` says what. MiniStack logs both and goes on.
"""

import datetime
import json
import logging
import os
import signal
import sys
import threading

generation = sys.argv[1]
# What MiniStack writes holds the keys that tokens are signed with.
os.umask(0o077)


class PersistenceErrors(logging.Handler):
    """Collects what MiniStack could not load or save; what it could not load is written down at once."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(("Persistence:", "Failed to restore persisted state")):
            return
        self.messages.append(message)
        if "load" in message or "restore" in message:
            with open(os.path.join(generation, "damaged.txt"), "w") as file:
                file.write("\n".join(self.messages))


def stop_when_orphaned() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def seal() -> None:
    sizes = {}
    for directory, _, names in os.walk(generation):
        for name in names:
            path = os.path.join(directory, name)
            if name != "cloud.json" and not name.startswith("cloud.json."):
                sizes[os.path.relpath(path, generation)] = os.path.getsize(path)
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    draft = os.path.join(generation, "saved.draft")
    with open(draft, "w") as file:
        json.dump({"savedAt": now, "files": sizes}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, os.path.join(generation, "saved.json"))


threading.Thread(target=stop_when_orphaned, daemon=True).start()
sys.argv = ["ministack"]

from ministack.app import main  # noqa: E402

# Only now: MiniStack sets its logging up where nobody did before.
errors = PersistenceErrors()
logging.getLogger().addHandler(errors)
try:
    main()
finally:
    if not errors.messages:
        seal()
