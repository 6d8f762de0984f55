extension ProgramArguments {
    /// Reads the section `[syscall]` of isso's configuration: `nargs` lines, numbered from 0, each with one argument or more.
    ///
    /// Arguments of a line are separated by commas, and white space around them is dropped. An argument that holds a comma, or
    /// white space at its ends, stands in double quotes; in them `\"` is a quote and `\\` a backslash.
    ///
    ///     [syscall]
    ///     nargs = 3
    ///     0 = /usr/bin/curl
    ///     1 = --form-string, "subject=News, %SUBJECT%"
    ///     2 = -F, text=<-
    package init(ini: String) throws(ProgramArgumentsError) {
        let values = try INIReader.section("syscall", of: ini)
        guard let count = values["nargs"] else {
            throw ProgramArgumentsError("The section [syscall] has no nargs, the number of its argument lines.")
        }
        guard let count = Int(count), (1...10_000).contains(count) else {
            throw ProgramArgumentsError("nargs is '\(count)', and is to be the number of argument lines.")
        }
        var texts: [String] = []
        for number in 0..<count {
            guard let line = values[String(number)] else {
                throw ProgramArgumentsError("nargs is \(count), and there is no line \(number).")
            }
            texts += try ProgramArguments.arguments(ofLine: line, number: number)
        }
        if let beyond = values.keys.compactMap({ Int($0) }).filter({ $0 >= count }).min() {
            throw ProgramArgumentsError(
                "There is a line \(beyond), and nargs is \(count): it is the last number plus one.")
        }
        try self.init(texts)
    }

    private static func arguments(ofLine line: String, number: Int) throws(ProgramArgumentsError) -> [String] {
        var found: [String] = []
        var rest = Substring(line)
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "\"" {
                rest = rest.dropFirst()
                found.append(try quoted(&rest, number: number))
                rest = rest.drop(while: \.isWhitespace)
                guard rest.isEmpty || rest.first == "," else {
                    throw ProgramArgumentsError("Line \(number) goes on after a closing quote, without a comma.")
                }
            } else {
                let argument = rest.prefix { $0 != "," }
                rest = rest.dropFirst(argument.count)
                found.append(String(argument.reversed().drop(while: \.isWhitespace).reversed()))
            }
            guard rest.first == "," else { return found }
            rest = rest.dropFirst()
        }
    }

    private static func quoted(_ rest: inout Substring, number: Int) throws(ProgramArgumentsError) -> String {
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(next)
                rest = rest.dropFirst()
            } else {
                text.append(character)
            }
        }
        throw ProgramArgumentsError("Line \(number) has an opening quote and no closing one.")
    }
}

/// Reads files as Python's configparser does, as far as isso uses it: sections, `name = value` or `name: value`, lines that
/// begin with `#` or `;`, values that go on in lines that are indented.
private enum INIReader {
    static func section(_ name: String, of text: String) throws(ProgramArgumentsError) -> [String: String] {
        var values: [String: String] = [:]
        var isInside = false
        var isFound = false
        var last: (key: String, indentation: Int)?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = trimmed(line)
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            let indentation = line.prefix(while: \.isWhitespace).count
            if let last, indentation > last.indentation {
                if isInside { values[last.key, default: ""] += "\n" + content }
                continue
            }
            if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
                isInside = content[content.index(after: content.startIndex)..<end] == name
                isFound = isFound || isInside
                last = nil
                continue
            }
            let delimiter = content.firstIndex { $0 == "=" || $0 == ":" }
            let key = trimmed(content[..<(delimiter ?? content.endIndex)]).lowercased()
            last = (key, indentation)
            guard isInside else { continue }
            guard values[key] == nil else {
                throw ProgramArgumentsError("The section [\(name)] has two lines \(key).")
            }
            values[key] = delimiter.map { String(trimmed(content[content.index(after: $0)...])) } ?? ""
        }
        guard isFound else { throw ProgramArgumentsError("There is no section [\(name)].") }
        return values
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
