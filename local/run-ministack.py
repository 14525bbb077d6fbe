"""Runs MiniStack until it is told to stop, or until the process that started it is gone.

Whoever starts this holds the other end of standard input. However that process ends, the pipe closes, and
the emulator with its functions ends too: nothing is left running.
"""

import os
import signal
import sys
import threading


def stop_when_orphaned() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=stop_when_orphaned, daemon=True).start()
sys.argv = ["ministack"]

from ministack.app import main  # noqa: E402

main()
