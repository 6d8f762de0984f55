extension Store {
    /// The latest time that is believed. What was written while a clock was ahead would count until that time has come.
    static func latest(_ now: Int64) -> Int64 { now + 3600 }
}
