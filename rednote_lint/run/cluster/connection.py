"""The connection of a driver to Ray: to a cluster, or to a Ray of our own that ends with the block."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from rednote_lint.errors import UserError, first_line
from rednote_lint.interrupts import uninterrupted
from rednote_lint.model import Bilingual

AUTO = "auto"
_OWN = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
"""Ray reads these when it is imported: no telemetry; a Ray of our own listens at 127.0.0.1 alone, on any system."""
_NICENESS = "RAY_worker_niceness"
"""Ray would run workers at 15, where whatever else runs on the machine lets them starve; those of `-j` run at 0."""
_STORE = 100_000_000
"""Bytes of memory that Ray shares between processes; a result of ours is some thousands."""
_PATIENCE = 5.0
_NO_RAY = (
    Bilingual(en="--engine ray needs Ray", zh="--engine ray 需要 Ray"),
    Bilingual(en="install it: `pip install 'rednote-lint[ray]'`", zh="安装：`pip install 'rednote-lint[ray]'`"),
)
_UNREACHABLE = (
    Bilingual(en="no Ray cluster can be reached at {address}: {why}", zh="无法连接 {address} 的 Ray 集群：{why}"),
    Bilingual(
        en="run this on a machine of the cluster, with the address that `ray start --head` showed there, or without "
        "--ray-address to start Ray on this machine",
        zh="在集群的一台机器上运行，地址用 `ray start --head` 显示的；或不写 --ray-address，在本机启动 Ray",
    ),
)

_NONE_HERE = Bilingual(en="no Ray cluster runs on this machine", zh="本机没有运行中的 Ray 集群")
_NO_RAY_THERE = Bilingual(
    en="what listens at {address} is not the head of a Ray cluster", zh="{address} 上监听的不是 Ray 集群的头节点"
)
_OTHER_RAY = (
    Bilingual(
        en="the cluster at {address} has Ray {ray} on Python {python}, here it is Ray {own_ray} on Python {own_python}",
        zh="{address} 的集群使用 Ray {ray} 和 Python {python}，这里是 Ray {own_ray} 和 Python {own_python}",
    ),
    Bilingual(
        en="install the same versions of Ray and Python on all machines, such as `pip install ray=={ray}` here",
        zh="在所有机器上安装相同版本的 Ray 和 Python，例如在这里运行 `pip install ray=={ray}`",
    ),
)
_OPEN = (
    Bilingual(
        en="Ray was imported by this process before, and would listen to other machines",
        zh="本进程先前已导入 Ray，启动后会监听其他机器的连接",
    ),
    Bilingual(
        en="import Ray with RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0 in the environment, or not before the check",
        zh="导入 Ray 前设置环境变量 RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0，或不要在检查前导入",
    ),
)
_LOOPBACK = "127.0.0.1"
_VERSIONS = re.compile(r"Ray: (\S+)\s+Python: (\S+)")
"""As Ray writes them of the cluster and of this process, where they differ."""
_HTTP_2 = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
_FRAME, _KIND, _SETTINGS = 9, 3, 4
"""gRPC is HTTP/2: what each side says first is a frame with its settings, which begins with nine bytes."""


def require_ray() -> None:
    """Raise UserError where Ray is not installed; it is not imported."""
    if find_spec("ray") is None:
        raise UserError(*_NO_RAY)


@contextmanager
def connected(address: str | None, workers: int | None) -> Iterator[int]:
    """Connect this process, and yield how many workers there shall be.

    Args:
        address: of the cluster, `HOST:PORT` or `auto`; None starts Ray on this machine.
        workers: how many are asked for; None: one for each processor.

    Raises:
        UserError: Ray is not installed, or no cluster is at the address.
    """
    require_ray()
    with _own(workers) if address is None else _at(address):
        import ray

        yield workers or max(1, int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _own(workers: int | None) -> Iterator[None]:
    """Start Ray on this machine, with files in a folder that goes with it."""
    # The names of sockets below it may have a hundred characters, which is less than some folders for temporary files.
    folder = tempfile.mkdtemp(prefix="rednote-lint-", dir=None if sys.platform == "win32" else "/tmp")
    with _variables({**_OWN, "RAY_ADDRESS": None, _NICENESS: os.environ.get(_NICENESS, "0")}):
        try:
            _init(
                address="local",
                num_cpus=workers,
                include_dashboard=False,
                object_store_memory=_STORE,
                _temp_dir=folder,
            )
            _refuse_open()
            yield
        finally:
            _shut_down()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _at(address: str) -> Iterator[None]:
    """Connect to a cluster."""
    with _variables({"RAY_USAGE_STATS_ENABLED": "0"}):
        try:
            if address != AUTO:
                _knock(address)
            _init(address=address)
        except (OSError, RuntimeError, ValueError) as error:
            _shut_down()
            raise _refused(address, error) from error
        try:
            yield
        finally:
            _shut_down()


def _knock(address: str) -> None:
    """Raise OSError, ValueError or UserError where no cluster is; Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as there:
        if os.environ.get("RAY_USE_TLS", "0") != "0":
            return
        there.sendall(_HTTP_2)
        said = there.recv(_FRAME, socket.MSG_WAITALL)
    if said[_KIND:][:1] != bytes((_SETTINGS,)):
        raise UserError(_NO_RAY_THERE.filled({"address": address}), _UNREACHABLE[1])


def _refused(address: str, error: Exception) -> UserError:
    """Say why there is no connection."""
    message, remedy = _UNREACHABLE
    if address == AUTO and isinstance(error, ConnectionError):
        return UserError(_NONE_HERE, remedy)
    versions = _VERSIONS.findall(str(error))
    if len(versions) == 2:
        (ray, python), (own_ray, own_python) = versions
        said = {"address": address, "ray": ray, "python": python, "own_ray": own_ray, "own_python": own_python}
        return UserError(_OTHER_RAY[0].filled(said), _OTHER_RAY[1].filled(said))
    return UserError(message.filled({"address": address, "why": first_line(error)}), remedy)


def _refuse_open() -> None:
    """Raise UserError where Ray did not take the loopback address: it was imported before the variables were set."""
    import ray

    if ray.util.get_node_ip_address() != _LOOPBACK:
        raise UserError(*_OPEN)


def _init(**settings: object) -> None:
    import ray

    ray.init(log_to_driver=False, logging_level="ERROR", configure_logging=True, **settings)


def _shut_down() -> None:
    with uninterrupted(), contextlib.suppress(ImportError):
        import ray

        ray.shutdown()


@contextmanager
def _variables(values: dict[str, str | None]) -> Iterator[None]:
    """Set variables of the environment for the block."""
    before = {name: os.environ.get(name) for name in values}
    _set(values)
    try:
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
