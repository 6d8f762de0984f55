/// Where a page of a long list begins: behind one row, or before it. A list that is read so costs the same on every page.
package struct PageCursor: Sendable, Hashable {
    /// What the list is sorted by, of that row.
    package let key: String
    /// The number of that row, which tells rows with the same key apart.
    package let id: Int64
    /// Whether the rows before it are meant.
    package let isBackward: Bool

    package init(key: String = "", id: Int64, isBackward: Bool) {
        self.key = key
        self.id = id
        self.isBackward = isBackward
    }
}

/// Some rows of a long list, in its order.
package struct ListPage<Row: Sendable>: Sendable {
    package let rows: [Row]
    package let hasEarlier: Bool
    package let hasLater: Bool

    /// - Parameter found: The rows in the direction in which they were read, one more than fit where there are more.
    init(_ found: [Row], limit: Int, _ cursor: PageCursor?) {
        let isBackward = cursor?.isBackward ?? false
        let hasMore = found.count > limit
        rows = isBackward ? found.prefix(limit).reversed() : Array(found.prefix(limit))
        hasEarlier = isBackward ? hasMore : cursor != nil
        hasLater = isBackward ? true : hasMore
    }
}
