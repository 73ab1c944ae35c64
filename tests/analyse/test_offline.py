"""What reading leaves behind in the home of whoever reads, which is nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READ = "import onrecord, time; onrecord.read('The mayor said she would resign.'); time.sleep(1)"


def test_reading_writes_nothing_into_the_home(tmp_path: Path) -> None:
    # The library that runs the encoder would leave an identifier there, to send with a count of its use.
    kept = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", READ], env={**kept, "HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []
