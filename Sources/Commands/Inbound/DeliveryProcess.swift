import CLinux
import Glibc

/// The state that a process needs to be in before it takes a mail from a mail server.
///
/// Whatever happens afterwards, the server sees status 75 and no output: a trap, a signal, the deadline, a closed descriptor.
enum DeliveryProcess {
    /// "Try again later", the one failure that every mail server understands (sysexits.h, EX_TEMPFAIL).
    static let tryAgain: Int32 = 75
    /// How long one delivery may take before the server is asked to try again.
    static let deadlineSeconds: UInt32 = 60

    /// Whether there is a standard input. Descriptors 0 to 2 are open afterwards, so that no database is ever opened as one.
    static func openStandardDescriptors() -> Bool {
        let hasInput = fcntl(0, F_GETFD) != -1
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is given; those below are open already.
            _ = unsafe open("/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY)
        }
        return hasInput
    }

    /// Standard output and standard error lead nowhere from here on. Exim takes any output for a failure, and the runtime
    /// itself speaks when it traps.
    static func silence(output: Bool) {
        let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        if output { dup2(nowhere, 1) }
        dup2(nowhere, 2)
        if nowhere > 2 { close(nowhere) }
    }

    /// Ends with status 75 at the deadline, at a trap or at a signal that asks to end. What was not committed is undone by
    /// the database, as after a crash.
    static func failSafely() {
        email_keep_memory()
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        useOwnSignalStack()
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { number in
            SystemLog.writeInHandler(
                number == SIGALRM ? DeliveryProcess.lateMessage : DeliveryProcess.endedMessage)
            _exit(75)
        }
        action.sa_flags = Int32(SA_ONSTACK)
        for number in [
            SIGALRM, SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGXCPU, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT,
            SIGSYS,
        ] {
            unsafe sigaction(number, &action, nil)
        }
        alarm(deadlineSeconds)
    }

    private static let lateMessage: StaticString =
        "inbound: 60 s have passed, so the mail server is asked to try again: the mail did not come to its end, or the database was busy"
    private static let endedMessage: StaticString =
        "inbound: a signal ended it, so the mail server is asked to try again: the system is stopping, memory is out, or it is a mistake of the program"

    /// Handlers run on a stack of their own, or an overflow of the usual one could not be caught.
    private static func useOwnSignalStack() {
        let size = 16_384
        var stack = unsafe stack_t()
        unsafe stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        unsafe stack.ss_size = size
        unsafe sigaltstack(&stack, nil)
    }
}
