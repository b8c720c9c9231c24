"""System calls that a locked process does without, with their numbers on each machine: x86-64, AArch64.

The numbers are the kernel's (``arch/x86/entry/syscalls/syscall_64.tbl``, ``include/uapi/asm-generic/unistd.h``) and never
change; ``None`` where a machine has no such call.
"""

from __future__ import annotations

from typing import NamedTuple


class Call(NamedTuple):
    """A system call."""

    name: str
    x86_64: int | None
    aarch64: int | None


LAST_KNOWN = 450
"""set_mempolicy_home_node, Linux 5.17; whatever came later is answered as by a kernel that does not have it"""

SOCKETS = (
    Call("socket", 41, 198),
    Call("socketpair", 53, 199),
    Call("bind", 49, 200),
    Call("connect", 42, 203),
    Call("listen", 50, 201),
    Call("accept", 43, 202),
    Call("accept4", 288, 242),
)
"""no connection of any kind; the socket that a child was given stays"""

OTHERS = (
    Call("ptrace", 101, 117),
    Call("process_vm_readv", 310, 270),
    Call("process_vm_writev", 311, 271),
    Call("process_madvise", 440, 440),
    Call("process_mrelease", 448, 448),
    Call("kcmp", 312, 272),
    Call("pidfd_open", 434, 434),
    Call("pidfd_getfd", 438, 438),
    Call("pidfd_send_signal", 424, 424),
    Call("rt_sigqueueinfo", 129, 138),
    Call("rt_tgsigqueueinfo", 297, 240),
    Call("tkill", 200, 130),
    Call("setpgid", 109, 154),
    Call("setsid", 112, 157),
    Call("setpriority", 141, 140),
    Call("ioprio_set", 251, 30),
    Call("sched_setscheduler", 144, 119),
    Call("sched_setparam", 142, 118),
    Call("sched_setattr", 314, 274),
    Call("migrate_pages", 256, 238),
    Call("move_pages", 279, 239),
    Call("get_robust_list", 274, 100),
)
"""looking into other processes, signals to them, leaving one's group, another's priority"""

RIGHTS = (
    Call("setuid", 105, 146),
    Call("setgid", 106, 144),
    Call("setreuid", 113, 145),
    Call("setregid", 114, 143),
    Call("setresuid", 117, 147),
    Call("setresgid", 119, 149),
    Call("setgroups", 116, 159),
    Call("setfsuid", 122, 151),
    Call("setfsgid", 123, 152),
    Call("capset", 126, 91),
    Call("personality", 135, 92),
)
"""another user, more rights"""

FILES = (
    Call("chmod", 90, None),
    Call("fchmod", 91, 52),
    Call("fchmodat", 268, 53),
    Call("chown", 92, None),
    Call("fchown", 93, 55),
    Call("lchown", 94, None),
    Call("fchownat", 260, 54),
    Call("setxattr", 188, 5),
    Call("lsetxattr", 189, 6),
    Call("fsetxattr", 190, 7),
    Call("removexattr", 197, 14),
    Call("lremovexattr", 198, 15),
    Call("fremovexattr", 199, 16),
    Call("truncate", 76, 45),
    Call("fallocate", 285, 47),
    Call("mknod", 133, None),
    Call("mknodat", 259, 33),
    Call("utime", 132, None),
    Call("utimes", 235, None),
    Call("futimesat", 261, None),
    Call("utimensat", 280, 88),
    Call("name_to_handle_at", 303, 264),
    Call("open_by_handle_at", 304, 265),
    Call("inotify_init", 253, None),
    Call("inotify_init1", 294, 26),
    Call("inotify_add_watch", 254, 27),
    Call("fanotify_init", 300, 262),
    Call("fanotify_mark", 301, 263),
    Call("memfd_create", 319, 279),
    Call("memfd_secret", 447, 447),
    Call("execveat", 322, 281),
    Call("quotactl", 179, 60),
    Call("quotactl_fd", 443, 443),
    Call("acct", 163, 89),
    Call("swapon", 167, 224),
    Call("swapoff", 168, 225),
)
"""what Landlock does not see: changing modes, owners and times, devices, watches,
files in memory; room on the disk without writing it"""

MOUNTS = (
    Call("unshare", 272, 97),
    Call("setns", 308, 268),
    Call("mount", 165, 40),
    Call("umount2", 166, 39),
    Call("pivot_root", 155, 41),
    Call("chroot", 161, 51),
    Call("move_mount", 429, 429),
    Call("open_tree", 428, 428),
    Call("fsopen", 430, 430),
    Call("fsconfig", 431, 431),
    Call("fsmount", 432, 432),
    Call("fspick", 433, 433),
    Call("mount_setattr", 442, 442),
)
"""namespaces and mounts"""

KERNEL = (
    Call("bpf", 321, 280),
    Call("perf_event_open", 298, 241),
    Call("userfaultfd", 323, 282),
    Call("keyctl", 250, 219),
    Call("add_key", 248, 217),
    Call("request_key", 249, 218),
    Call("io_uring_setup", 425, 425),
    Call("io_uring_enter", 426, 426),
    Call("io_uring_register", 427, 427),
    Call("io_setup", 206, 0),
    Call("io_submit", 209, 2),
    Call("init_module", 175, 105),
    Call("finit_module", 313, 273),
    Call("delete_module", 176, 106),
    Call("create_module", 174, None),
    Call("kexec_load", 246, 104),
    Call("kexec_file_load", 320, 294),
    Call("reboot", 169, 142),
    Call("syslog", 103, 116),
    Call("iopl", 172, None),
    Call("ioperm", 173, None),
    Call("modify_ldt", 154, None),
    Call("settimeofday", 164, 170),
    Call("clock_settime", 227, 112),
    Call("adjtimex", 159, 171),
    Call("clock_adjtime", 305, 266),
    Call("sethostname", 170, 161),
    Call("setdomainname", 171, 162),
    Call("vhangup", 153, 58),
    Call("nfsservctl", 180, 42),
    Call("lookup_dcookie", 212, 18),
    Call("uselib", 134, None),
    Call("ustat", 136, None),
    Call("sysfs", 139, None),
    Call("_sysctl", 156, None),
    Call("vserver", 236, None),
)
"""doors into the kernel in which most of its faults are found, and its settings"""

QUEUES = (
    Call("shmget", 29, 194),
    Call("shmat", 30, 196),
    Call("shmctl", 31, 195),
    Call("shmdt", 67, 197),
    Call("semget", 64, 190),
    Call("semop", 65, 193),
    Call("semctl", 66, 191),
    Call("semtimedop", 220, 192),
    Call("msgget", 68, 186),
    Call("msgsnd", 69, 189),
    Call("msgrcv", 70, 188),
    Call("msgctl", 71, 187),
    Call("mq_open", 240, 180),
    Call("mq_unlink", 241, 181),
    Call("mq_timedsend", 242, 182),
    Call("mq_timedreceive", 243, 183),
    Call("mq_notify", 244, 184),
    Call("mq_getsetattr", 245, 185),
)
"""shared memory and queues, which other processes of the same user may have"""

REFUSED: tuple[Call, ...] = (*SOCKETS, *OTHERS, *RIGHTS, *FILES, *MOUNTS, *KERNEL, *QUEUES)
"""whatever their arguments are"""

CLONE = Call("clone", 56, 220)
CLONE3 = Call("clone3", 435, 435)
FORK = Call("fork", 57, None)
VFORK = Call("vfork", 58, None)
KILL = Call("kill", 62, 129)
TGKILL = Call("tgkill", 234, 131)
PRLIMIT64 = Call("prlimit64", 302, 261)
EXECVE = Call("execve", 59, 221)
SCHED_SETAFFINITY = Call("sched_setaffinity", 203, 122)
SECCOMP = Call("seccomp", 317, 277)
