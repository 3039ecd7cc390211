"""A filter of system calls: what no lesson needs and an escape would begin with is refused.

Classic BPF, loaded by prctl(PR_SET_SECCOMP); it stays for the process and all it starts. Linux on x86_64
and aarch64; elsewhere `load` returns False, and the missing wall is named.
Numbers: Linux's arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

import ctypes
import errno
import platform
import struct
import sys

# name: (x86_64, aarch64); None where an architecture has no such call.
REFUSED = {
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "pidfd_getfd": (438, 438),
    "kcmp": (312, 272), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "syslog": (103, 116),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "personality": (135, 92),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "vhangup": (153, 58),
    "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
}  # fmt: skip
# Where no namespace hides other processes, files and sockets: nothing may be sent to them, no mode changed.
OUTWARD = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424), "setpriority": (141, 140),
    "sched_setaffinity": (203, 122), "ioprio_set": (251, 30), "socket": (41, 198),
    "chmod": (90, None), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "lchown": (94, None), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "utimensat": (280, 88), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "shmget": (29, 194), "shmat": (30, 196),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
}  # fmt: skip
CLONE, CLONE3, SOCKET, PRLIMIT = (56, 220), (435, 435), (41, 198), (302, 261)
NAMESPACES = 0x7E020080  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
AF_UNIX = 1
LOAD, EQUAL, ABOVE, SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2
NUMBER, ARCHITECTURE, ARGUMENT = 0, 4, 16


def supported():
    """Whether this system and processor have the filter."""
    return sys.platform == "linux" and platform.machine() in ARCHITECTURES and sys.maxsize > 2**32


def program(outward=True):
    """The filter as (code, jump if true, jump if false, value). outward: whether OUTWARD is allowed."""
    which, token = ARCHITECTURES[platform.machine()]
    refuse, absent = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
    numbers = [pair[which] for pair in {**REFUSED, **({} if outward else OUTWARD)}.values()]
    lines = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, token), (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER), (ABOVE, 0, 1, 0x40000000), (RETURN, 0, 0, absent),  # x32
        (EQUAL, 0, 1, CLONE3[which]), (RETURN, 0, 0, absent),
    ]  # fmt: skip
    for number in numbers:
        if number is not None:
            lines += [(EQUAL, 0, 1, number), (RETURN, 0, 0, refuse)]
    lines += [(EQUAL, 0, 4, CLONE[which]), (LOAD, 0, 0, ARGUMENT), (SET, 0, 1, NAMESPACES),
              (RETURN, 0, 0, refuse), (RETURN, 0, 0, ALLOW)]  # fmt: skip
    for call, first_argument in [(SOCKET, AF_UNIX), *([] if outward else [(PRLIMIT, 0)])]:
        lines += [(EQUAL, 0, 4, call[which]), (LOAD, 0, 0, ARGUMENT), (EQUAL, 0, 1, first_argument),
                  (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, refuse)]  # fmt: skip
    return [*lines, (RETURN, 0, 0, ALLOW)]


def load(outward=True):
    """Put the filter on this process, for good: whether it is there."""
    if not supported():
        return False
    lines = program(outward)
    code = b"".join(struct.pack("HBBI", *line) for line in lines)
    held = ctypes.create_string_buffer(code)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    given = Program(len(lines), ctypes.cast(held, ctypes.c_void_p))
    return libc.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(given), 0, 0) == 0
