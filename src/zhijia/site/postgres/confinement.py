"""As whom the server runs. PostgreSQL refuses root, so root lends it another identity.

* An ordinary user runs it directly.
* Root first tries a user namespace in which root's own files belong to an ordinary user: it works in a folder that
  nobody else may enter, and nothing is copied.
* Where the machine forbids namespaces, programs and data lie in a folder of a service user.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from zhijia.site.console import say
from zhijia.site.postgres.errors import ServerUnavailableError
from zhijia.site.postgres.programs import INSTALLATION, LIBRARIES, WHEEL, programs_in, wheel_folder, wheel_version

SERVICE_ROOT = Path("/var/lib/zhijia")
SERVICE_USERS = ("zhijia", "postgres", "nobody")
SERVER_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"}
ROOT = 0


@dataclass(frozen=True, slots=True)
class Confinement:
    """How to run a server program: which copy, in which folder, behind which prefix, as which user."""

    programs: Path
    folder: Path
    prefix: tuple[str, ...] = ()
    account: pwd.struct_passwd | None = None

    @property
    def data(self) -> Path:
        """The cluster's data folder."""
        return self.folder / "data"

    def make_folder(self, folder: Path) -> None:
        """Make `folder` so that only the server's user may enter it."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, away from our terminal's signals; the caller judges its exit code."""
        argv = [*self.prefix, *map(str, command)]
        return subprocess.run(
            argv,
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=SERVER_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **self._identity(),
        )

    def _identity(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}


def choose_confinement(folder: Path) -> Confinement:
    """The confinement for a cluster kept in `folder`; one whose data already moved to a service user stays there."""
    folder.mkdir(parents=True, exist_ok=True)
    programs = programs_in(wheel_folder())
    if os.geteuid() != ROOT:
        return Confinement(programs, folder)
    service_folder = service_folder_of(folder)
    if not (service_folder / "data").exists():
        namespace = Confinement(programs, folder, prefix=_namespace_prefix())
        if _works(namespace):
            return namespace
    return _with_service_user(folder, service_folder)


def _namespace_prefix() -> tuple[str, ...]:
    account = _first_account("nobody", *SERVICE_USERS)
    return ("unshare", "--user", f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}")


def _works(confinement: Confinement) -> bool:
    if shutil.which(confinement.prefix[0]) is None:
        return False
    probe = 'test -x "$0" && test -w "$1"'
    command = [*confinement.prefix, "sh", "-c", probe]
    paths = [str(confinement.programs / "initdb"), str(confinement.folder)]
    return subprocess.run([*command, *paths], check=False, capture_output=True).returncode == 0


def _first_account(*names: str) -> pwd.struct_passwd:
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerUnavailableError(
        say("没有可用来运行数据库的系统用户，请新建其中之一：{names}。").format(names="、".join(names))
    )


def service_folder_of(folder: Path) -> Path:
    """Where a service user keeps the cluster that belongs to `folder`."""
    return SERVICE_ROOT / sha256(os.fsencode(folder)).hexdigest()[:12]


def _with_service_user(folder: Path, service_folder: Path) -> Confinement:
    service_folder.mkdir(parents=True, exist_ok=True)
    confinement = Confinement(
        programs_in(_copied_programs()),
        service_folder,
        account=_first_account(*SERVICE_USERS),
    )
    confinement.make_folder(service_folder)
    if (folder / "data").exists():
        _move_data(folder / "data", confinement)
    return confinement


def _copied_programs() -> Path:
    target = SERVICE_ROOT / f"programs-{wheel_version()}"
    if not target.exists():
        wheel = wheel_folder()
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(wheel / INSTALLATION, draft / WHEEL / INSTALLATION)
        shutil.copytree(wheel.parent / LIBRARIES, draft / LIBRARIES)
        draft.rename(target)
    return target / WHEEL


def _move_data(data: Path, confinement: Confinement) -> None:
    draft = confinement.folder / "data.moving"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(data, draft, symlinks=True)
    assert confinement.account is not None
    for path in (draft, *draft.rglob("*")):
        os.chown(path, confinement.account.pw_uid, confinement.account.pw_gid)
    draft.rename(confinement.data)
    data.rename(data.with_name("data.moved-to-service-user"))
