/// What a charset label of a mail asks for.
///
/// Labels are compared by their letters and digits alone, so `UTF-8`, `utf8` and `"Utf_8"` are one. Labels that lie by
/// custom are read as what is really sent under them: gb2312 as gb18030, ks_c_5601-1987 and euc-kr as cp949, shift_jis
/// as cp932.
enum Charset: Hashable, Sendable {
    /// No label, us-ascii, or one that says so: UTF-8 if the bytes are that, else windows-1252.
    case guess
    /// A label that names nothing; read as `guess`.
    case unknown
    case utf8
    case latin1
    case windows1252
    /// RFC 1468 and its extensions; read as EUC-JP once the escape sequences are undone.
    case iso2022jp
    /// RFC 1843; read as gb18030 once the escape sequences are undone.
    case hz
    /// A name that glibc's iconv knows, and a second one for characters that the first lacks.
    case iconv(String, fallback: String?)

    init(label: String?) {
        guard let label else {
            self = .guess
            return
        }
        self.init(label: Array(label.utf8).span)
    }

    init(label: Span<UInt8>) {
        if Self.isUTF8(label) {
            self = .utf8
            return
        }
        var key: [UInt8] = []
        var known: Charset?
        scan: for index in 0..<label.count {
            let byte = label[index]
            switch byte {
            case _ where ASCII.isAlphanumeric(byte):
                if key.count >= 48 { break scan }
                key.append(ASCII.lowercased(byte))
            case UInt8(ascii: "="):
                key.removeAll()  // QUIRK: `charset="charset=utf-8"`.
            case UInt8(ascii: "*"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("),
                UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: "\\"):
                // `utf-8*en` (RFC 2231 5), `iso-8859-1:1987`, and what else trails a label.
                if !key.isEmpty { break scan }
            case _ where ASCII.isSpace(byte):
                // `utf-8 format=flowed`, but also `windows 1252`.
                if known == nil, !key.isEmpty { known = Self.named(String(decoding: key, as: UTF8.self)) }
                if known != nil { break scan }
            default: continue
            }
        }
        guard known != nil || !key.isEmpty || trimmed(label).isEmpty else {
            self = .unknown
            return
        }
        self = known ?? Self.named(String(decoding: key, as: UTF8.self)) ?? Self.other(label)
    }

    /// `utf-8`, the one label that nearly all mail has.
    private static func isUTF8(_ label: Span<UInt8>) -> Bool {
        label.count == 5 && label[0] | 0x20 == UInt8(ascii: "u") && label[1] | 0x20 == UInt8(ascii: "t")
            && label[2] | 0x20 == UInt8(ascii: "f") && label[3] == UInt8(ascii: "-") && label[4] == UInt8(ascii: "8")
    }

    /// The charset of a label in lower case, letters and digits only.
    private static func named(_ key: String) -> Charset? {
        switch key {
        case "utf8", "xutf8", "utf8mb4", "unicode11utf8", "unicode20utf8", "cp65001", "utf", "csutf8": .utf8
        case "usascii", "ascii", "usa", "us", "ansix341968", "ansix341986", "iso646us", "iso646irv1991", "cp367",
            "csascii", "7bit", "8bit", "binary", "none", "null", "nil", "default", "unknown", "xunknown",
            "unknown8bit", "xuserdefined", "unicode", "":
            .guess
        case "iso88591", "latin1", "isolatin1", "l1", "cp819", "ibm819", "isoir100", "csisolatin1", "88591":
            .latin1
        case "windows1252", "cp1252", "win1252", "ms1252", "xcp1252", "ansi", "winlatin1", "cswindows1252",
            "iso88591windows31latin1", "iso88591windows30latin1":
            .windows1252
        case "iso2022jp", "csiso2022jp", "iso2022jp1", "iso2022jp2", "iso2022jpms", "cp50220", "cp50221", "jis":
            .iso2022jp
        case "hzgb2312", "hz": .hz
        default: tables[key].map { .iconv($0.0, fallback: $0.1) } ?? family(key)
        }
    }

    /// `iso-8859-N`, `windows-125N` and `cpN` by their number.
    private static func family(_ key: String) -> Charset? {
        let number = String(key.drop { !("0"..."9" ~= $0) })
        switch String(key.prefix { !("0"..."9" ~= $0) }) {
        case "iso":
            guard number.hasPrefix("8859"), let part = Int(number.dropFirst(4).prefix { "0"..."9" ~= $0 }),
                (1...16).contains(part)
            else { return nil }
            return part == 1 ? .latin1 : .iconv("ISO-8859-\(part)", fallback: nil)
        case "windows", "win", "cp", "xcp", "ms", "cswindows", "xwindows":
            guard let page = Int(number) else { return nil }
            return (1250...1258).contains(page) || page == 874 ? .iconv("CP\(page)", fallback: nil) : nil
        default:
            return nil
        }
    }

    /// A label that no table has may still be one of the several hundred that iconv knows.
    private static func other(_ label: Span<UInt8>) -> Charset {
        var name: [UInt8] = []
        for index in 0..<label.count {
            let byte = label[index]
            if ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
                name.append(ASCII.isLetter(byte) ? byte & 0xDF : byte)
            } else if !name.isEmpty || name.count > 40 {
                break
            }
        }
        let text = String(decoding: name, as: UTF8.self)
        // glibc's names for its own wide characters, which no mail can mean.
        guard !["", "INTERNAL", "WCHAR_T", "UCS4", "UCS-4"].contains(text) else { return .unknown }
        return .iconv(text, fallback: nil)
    }

    /// What mail calls it, what glibc calls it, and where a character that this lacks may be found.
    private static let tables: [String: (String, String?)] = {
        let rows: [(String, String?, [String])] = [
            ("UTF-7", nil, ["utf7", "unicode11utf7", "csunicode11utf7", "unicode20utf7", "xunicode20utf7", "xutf7"]),
            ("UTF-16", nil, ["utf16", "csutf16"]), ("UTF-16LE", nil, ["utf16le", "ucs2le"]),
            ("UTF-16BE", nil, ["utf16be", "ucs2", "iso10646ucs2", "ucs2be"]),
            ("UTF-32", nil, ["utf32"]), ("UTF-32LE", nil, ["utf32le"]), ("UTF-32BE", nil, ["utf32be"]),
            ("KOI8-R", nil, ["koi8r", "koi8", "koi", "cskoi8r"]), ("KOI8-U", nil, ["koi8u", "koi8ru"]),
            (
                "CP949", nil,
                [
                    "ksc56011987", "ksc56011989", "ksc5601", "euckr", "cseuckr", "korean", "ksx1001", "uhc",
                    "cp949", "windows949", "ms949", "xwindows949", "csksc56011987", "isoir149",
                ]
            ),
            ("ISO-2022-KR", nil, ["iso2022kr", "csiso2022kr"]), ("ISO-2022-CN", nil, ["iso2022cn"]),
            (
                "CP932", nil,
                [
                    "shiftjis", "sjis", "xsjis", "mskanji", "csshiftjis", "windows31j", "cswindows31j",
                    "cp932", "ms932", "windows932", "xshiftjis",
                ]
            ),
            ("EUC-JP", "EUC-JP-MS", ["eucjp", "xeucjp", "xeuc", "ujis", "eucjpms", "cseucpkdfmtjapanese", "cp51932"]),
            (
                "GB18030", nil,
                [
                    "gb18030", "gb2312", "gb231280", "gbk", "xgbk", "cp936", "windows936", "ms936", "euccn",
                    "cngb", "csgb2312", "csgb231280", "chinese", "isoir58", "gb", "cp54936",
                ]
            ),
            (
                "BIG5-HKSCS", nil,
                [
                    "big5", "bigfive", "cnbig5", "xxbig5", "xbig5", "csbig5", "big5eten", "cp950",
                    "windows950", "ms950", "big5eten",
                ]
            ),
            ("BIG5-HKSCS", nil, ["big5hkscs", "csbig5hkscs"]), ("EUC-TW", nil, ["euctw", "xeuctw"]),
            ("CP874", nil, ["tis620", "iso885911", "xwindows874", "dos874", "tis6202533"]),
            ("ISO-8859-2", nil, ["latin2", "l2", "isolatin2", "csisolatin2"]),
            ("ISO-8859-3", nil, ["latin3", "l3", "csisolatin3"]), ("ISO-8859-4", nil, ["latin4", "l4", "csisolatin4"]),
            ("ISO-8859-5", nil, ["cyrillic", "csisolatincyrillic"]), ("ISO-8859-6", nil, ["arabic", "iso88596i"]),
            ("ISO-8859-7", nil, ["greek", "greek8"]),
            ("ISO-8859-8", nil, ["hebrew", "logical", "visual", "iso88598i"]),
            ("ISO-8859-9", nil, ["latin5", "l5", "csisolatin5"]), ("ISO-8859-10", nil, ["latin6", "l6"]),
            ("ISO-8859-15", nil, ["latin9", "latin0", "l9", "isolatin9", "csisolatin9"]),
            ("MACINTOSH", nil, ["macintosh", "mac", "macroman", "xmacroman", "xmac", "csmacintosh"]),
            ("MAC-CYRILLIC", nil, ["xmaccyrillic", "maccyrillic"]), ("CP866", nil, ["cp866", "ibm866", "866"]),
            ("VISCII", nil, ["viscii", "xviscii"]), ("TCVN-5712", nil, ["tcvn", "xvietvps", "tcvn5712"]),
        ]
        var table: [String: (String, String?)] = [:]
        for (name, fallback, labels) in rows {
            for label in labels { table[label] = (name, fallback) }
        }
        return table
    }()
}
