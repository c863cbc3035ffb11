"""JupyterLab on the explore notebooks, with every question to the internet switched off."""

import os
from pathlib import Path

from ogs_teach.errors import Problem, ServerError
from ogs_teach.server import network

SETTINGS = Path(__file__).parent / "lab_settings"  # switches the question about news off


def arguments(notebooks: Path, port: int, *, open_browser: bool) -> list[str]:
    """Return JupyterLab's command line.

    Parameters
    ----------
    notebooks : Path
        Folder that holds `explore/` and `lessons/`.
    port : int
        Exactly this one.
    open_browser : bool
        Whether to show it here.
    """
    never = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
    return [
        f"--ServerApp.root_dir={notebooks}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={open_browser}",
        "--ServerApp.kernel_spec_manager_class=ogs_teach.server.kernels.OwnKernel",
        "--LabApp.default_url=/lab/tree/explore",
        "--LabApp.news_url=None",
        f"--LabApp.check_for_updates_class={never}",
        "--LabApp.extension_manager=readonly",
        "--Application.log_level=WARN",
        "--ServerApp.allow_root=True",  # it listens on this computer alone, and asks for a token
    ]


def start(notebooks: Path, port: int, *, open_browser: bool) -> None:
    """Run JupyterLab until it is closed.

    Raises
    ------
    ServerError
        If another program has the port.
    """
    if network.port_is_taken(port):
        raise ServerError(Problem("server.port-taken", values={"port": port}))
    from jupyterlab.labapp import LabApp

    kept = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(SETTINGS), kept]))
    LabApp.launch_instance(arguments(notebooks, port, open_browser=open_browser))
