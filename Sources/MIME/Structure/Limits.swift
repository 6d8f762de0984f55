/// How much of a hostile message is looked into. Beyond a limit the rest is kept raw, in the body of a leaf,
/// and recorded as a ``Defect``: no byte is lost and nothing fails.
public struct Limits: Sendable, Hashable {
    /// How deep parts may nest; the root is at depth 0. A deeper multipart or message is kept as a leaf.
    public var maximumDepth: Int

    /// How many parts a message may have, containers counted. The one that reaches it takes all that is left.
    public var maximumParts: Int

    /// How many fields a header block may have.
    public var maximumHeaderFields: Int

    /// How many bytes of a header block are read as fields.
    public var maximumHeaderBytes: Int

    /// How many bytes of a message are read. 64 MiB by default.
    public var maximumBytes: Int

    /// How many defects of a message are listed, the first by their place. Besides, one kind is listed a hundred times for
    /// one header or body, so that it does not crowd out the others. ``Defect/Kind/tooManyDefects`` says that there are
    /// more.
    public var maximumDefects: Int

    public init(
        maximumDepth: Int = 100,
        maximumParts: Int = 10_000,
        maximumHeaderFields: Int = 10_000,
        maximumHeaderBytes: Int = 1 << 20,
        maximumBytes: Int = 64 << 20,
        maximumDefects: Int = 1_000
    ) {
        self.maximumDepth = max(0, maximumDepth)
        self.maximumParts = max(1, maximumParts)
        self.maximumHeaderFields = max(1, maximumHeaderFields)
        self.maximumHeaderBytes = max(1, maximumHeaderBytes)
        self.maximumBytes = max(0, maximumBytes)
        self.maximumDefects = max(0, maximumDefects)
    }
}
