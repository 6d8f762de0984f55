// What Swift's module of the C library lacks: calls that only Linux has, and `environ`, which Swift takes for unsafe.
#ifndef EMAIL_CLINUX_SHIM_H
#define EMAIL_CLINUX_SHIM_H

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
extern int pipe2(int *ends, int flags);

/// A pipe whose ends no child inherits.
static inline int email_pipe(int ends[2]) { return pipe2(ends, 02000000 /* O_CLOEXEC */); }

/// A descriptor that is readable when the process has ended; -1 where the kernel is older than 5.3.
static inline int email_process_descriptor(int process) { return (int)syscall(434 /* SYS_pidfd_open */, process, 0); }

/// Whether a child has ended. It is not waited for, so that its number stays its own.
static inline int email_has_ended(int process) {
    siginfo_t information;
    information.si_pid = 0;
    return waitid(P_PID, (id_t)process, &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_pid == process;
}

/// Renames, unless there is a file of the new name: -1 and EEXIST.
static inline int email_rename_new(int folder, const char *from, int newFolder, const char *to) {
    return (int)syscall(SYS_renameat2, folder, from, newFolder, to, 1 /* RENAME_NOREPLACE */);
}

/// A file of mode 0600 in a folder, open for writing, that has no name yet and is gone when nobody has it open any more; -1
/// where the file system knows no such files.
static inline int email_make_unnamed(int folder) {
    return openat(folder, ".", O_WRONLY | O_CLOEXEC | O_DIRECTORY | 020000000 /* O_TMPFILE */, 0600);
}

/// Gives such a file its name, in one step: -1 and EEXIST where there is one of that name, and ENOENT where the kernel, before
/// 6.10, lets only root do it.
static inline int email_name_unnamed(int file, int folder, const char *name) {
    return linkat(file, "", folder, name, 0x1000 /* AT_EMPTY_PATH */);
}

/// Has the bytes of a file written to the disk soon, and does not wait for it.
static inline int email_start_writing(int descriptor) {
    return (int)syscall(SYS_sync_file_range, descriptor, 0L, 0L, 2L /* SYNC_FILE_RANGE_WRITE */);
}

/// Has memory taken from the system in large pieces and never given back, for a process that ends soon.
///
/// The 500 KB that one mail takes at least are filled at once: else the first touch of each page is a fault of its own, which
/// takes twice as long. Kernels before 5.14 refuse, and the pages come one by one.
static inline void email_keep_memory(void) {
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    // Two pieces are more than is left of the first growth, so that the heap grows now; both are given back to it. Volatile,
    // or the compiler sees that the second is not used.
    char *volatile first = (char *)malloc(100 << 10);
    char *volatile second = (char *)malloc(100 << 10);
    if (first && second) {
        char *page = (char *)(((unsigned long)first + 4095) & ~4095UL);
        if ((char *)sbrk(0) - page >= 500 << 10) madvise(page, 500 << 10, 23 /* MADV_POPULATE_WRITE */);
    }
    free(second);
    free(first);
}

/// The environment of this process, for a child.
static inline char **email_environment(void) { return environ; }

#endif
