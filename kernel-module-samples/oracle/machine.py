# SPDX-License-Identifier: GPL-2.0-only
"""Boots the test kernel in QEMU (software emulation, with the edu device) and brings back its log.

A job is one line of the guest's list (see init) and the files that it needs. A machine takes jobs until its lock
validator stops, it dies or hangs; the rest goes to the next one. Two machines run at a time.
"""
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
# Two sockets: the firmware's MP table, which a kernel without ACPI reads, has one processor a socket.
QEMU = ("qemu-system-x86_64", "-M", "pc", "-cpu", "max", "-accel", "tcg,thread=multi", "-smp", "2,sockets=2",
        "-m", "512", "-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot", "-nic", "none",
        "-device", "edu,addr=4", "-device", "qemu-xhci", "-device", "usb-tablet")
COMMAND_LINE = "console=ttyS0 panic=-1 loglevel=8 log_buf_len=4M"
MARK = re.compile(r"oracle: (begin|end|failed|done) ?(\w*)(?:: (.*))?$")
# A second device, four places further: the INTx lines of both are one.
SECOND_EDU = ("-device", "edu,addr=8")
PARALLEL = 2
BETWEEN = 90  # seconds from a job to the next, or to the machine's end; a boot is one
BOOTS = 3  # a machine that does not come up is tried again: what it should have run is not to blame

Job = collections.namedtuple("Job", "name line files seconds")


class Outcome:
    """What the console said between begin and end of a job."""

    def __init__(self):
        self.lines = []
        self.failed = None  # why the job could not be done
        self.ended = False  # False: the machine died or hung before its end
        self.after = []  # what followed until the next job, or the machine's end

    @property
    def text(self):
        return "\n".join(self.lines)


def archive(files, where):
    """A root file system: busybox, init, and in /work the files {name: path or bytes}."""
    root = pathlib.Path(where) / "root"
    for name in ("bin", "dev", "proc", "sys", "tmp", "work"):
        (root / name).mkdir(parents=True)
    (root / "bin/busybox").write_bytes(pathlib.Path("/bin/busybox").read_bytes())
    (root / "bin/busybox").chmod(0o755)
    for name in ("sh", "mount"):
        (root / "bin" / name).symlink_to("busybox")
    (root / "init").write_bytes((HERE / "init").read_bytes())
    (root / "init").chmod(0o755)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else pathlib.Path(content).read_bytes()
        (root / "work" / name).write_bytes(data)
        (root / "work" / name).chmod(0o755)
    image = pathlib.Path(where) / "initramfs"
    names = "\0".join(str(path.relative_to(root)) for path in sorted(root.rglob("*")))
    with open(image, "wb") as out:
        subprocess.run(["cpio", "--create", "--null", "--format=newc", "--quiet"], cwd=root, input=names.encode(),
                       stdout=out, check=True)
    return image


def boot(kernel, jobs, devices=()):
    """The console's text of one machine that was given these jobs. `devices`: further arguments of QEMU."""
    files = {"list": "".join(job.line + "\n" for job in jobs).encode()}
    for job in jobs:
        files.update({os.path.basename(path): path for path in job.files})
    with tempfile.TemporaryDirectory() as where:
        command = [*QEMU, *devices, "-kernel", str(kernel), "-initrd", str(archive(files, where)), "-append", COMMAND_LINE]
        return watch(command, {job.name: job.seconds for job in jobs})


def watch(command, seconds):
    """What the machine says, until it ends or is stopped: for want of a next mark, within BETWEEN after a job's end or
    within the job's own time after its begin (seconds: {name: its time}).
    """
    lines, allowed, ended = [], [BETWEEN], threading.Event()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as machine:
        mark = [time.monotonic()]

        def stop_if_late():
            while not ended.wait(1):
                if time.monotonic() - mark[0] > allowed[0]:
                    lines.append("(the machine hung and was stopped)")
                    machine.kill()
                    return

        watcher = threading.Thread(target=stop_if_late)
        watcher.start()
        for line in machine.stdout:
            lines.append(line.decode(errors="replace").replace("\r", "").rstrip("\n"))
            found = MARK.search(lines[-1])
            if found:
                allowed[0] = seconds.get(found[2], BETWEEN) if found[1] == "begin" else BETWEEN
                mark[0] = time.monotonic()
        ended.set()
        watcher.join()
    return "\n".join(lines) + "\n"


def split(console, jobs):
    """{name: Outcome} of the jobs that were begun."""
    outcomes, current, last = {}, None, None
    names = {job.name for job in jobs}
    for line in console.splitlines():
        mark = MARK.search(line)
        if not mark:
            if current:
                current.lines.append(line)
            elif last:
                last.after.append(line)
        elif mark[1] == "begin" and mark[2] in names:
            current = outcomes[mark[2]] = Outcome()
        elif mark[1] == "failed" and current:
            current.failed = mark[3] or "failed"
        elif mark[1] == "end" and current:
            current.ended = True
            current, last = None, current
    return outcomes


def run(kernel, jobs, batch, progress, devices=()):
    """{name: Outcome} of all jobs. At most `batch` go to one machine, which has `devices` besides; progress(name, outcome)
    as each is known.
    """
    waiting, results, lock = collections.deque(jobs), {}, threading.Lock()

    def worker():
        while True:
            with lock:
                mine = [waiting.popleft() for _ in range(min(batch, len(waiting)))]
            if not mine:
                return
            outcomes = {}
            for _ in range(BOOTS):
                console = boot(kernel, mine, devices)
                outcomes = split(console, mine)
                if outcomes:
                    break
            if not outcomes:  # it never came up: not to be tried for ever
                outcomes = {mine[0].name: Outcome()}
                outcomes[mine[0].name].failed = "the machine did not boot"
                outcomes[mine[0].name].lines = console.splitlines()
            with lock:
                waiting.extendleft(job for job in reversed(mine) if job.name not in outcomes)
                results.update(outcomes)
                for job in mine:
                    if job.name in outcomes:
                        progress(job.name, outcomes[job.name])

    with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
        for done in [pool.submit(worker) for _ in range(PARALLEL)]:
            done.result()
    return results
