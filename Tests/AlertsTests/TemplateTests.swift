import Testing

@testable import Alerts

@Suite struct TemplateTests {
    private func rendered(_ source: String, _ values: TemplateValues = [:]) throws -> String {
        let names: Set = ["a", "b", "list", "item", "yes", "no"]
        return String(decoding: try Template(source, name: "test", names: names).render(values), as: UTF8.self)
    }

    @Test(
        "variables, sections, inverted sections and comments are those of Mustache",
        arguments: [
            ("x {{a}} y", "x A y"), ("{{{a}}}{{&a}}{{ a }}", "AAA"), ("{{b}}", ""), ("{{! no }}x", "x"),
            ("{{#yes}}1{{/yes}}{{#no}}2{{/no}}", "1"), ("{{^yes}}1{{/yes}}{{^no}}2{{/no}}", "2"),
            ("{{#list}}<{{item}}{{a}}>{{/list}}", "<1A><2A>"), ("{{^list}}none{{/list}}", ""),
            ("{{#a}}{{a}}!{{/a}}", "A!"), ("{{^b}}no b{{/b}}", "no b"),
            ("{{#yes}}{{#yes}}x{{/yes}}{{/yes}}", "x"), ("a { b } c", "a { b } c"), ("", ""), ("}}", "}}"),
            ("{{#list}}\n- {{item}}\n{{/list}}\nend\n", "- 1\n- 2\nend\n"),
            ("x\n  {{#yes}}  \ny\n {{/yes}}\r\nz", "x\ny\nz"), ("x {{#yes}}\ny{{/yes}}\n", "x \ny\n"),
            ("{{! alone }}\nx", "x"),
        ])
    func rendering(source: String, expected: String) throws {
        let text = try rendered(
            source,
            [
                "a": "A", "list": .list([["item": "1"], ["item": "2"]]), "yes": .flag(true), "no": .flag(false),
            ])
        #expect(text == expected)
    }

    @Test("a value is never read as a template")
    func values() throws {
        #expect(try rendered("{{a}}", ["a": "{{b}}{{#a}}", "b": "secret"]) == "{{b}}{{#a}}")
    }

    @Test(
        "mistakes are found when a template is loaded, with their line",
        arguments: [
            ("{{a", .malformedTag, 1), ("\n\n{{ }}", .malformedTag, 3), ("{{", .malformedTag, 1),
            ("{{{a}}", .malformedTag, 1), ("{{#a}}\n", .unbalancedSection, 2), ("x\n{{/a}}", .unbalancedSection, 2),
            ("{{#a}}{{#b}}{{/a}}{{/b}}", .unbalancedSection, 1), ("{{c}}", .unknownName, 1),
            ("{{#a}}\n{{^zzz}}", .unknownName, 2), ("{{> part}}", .unsupported, 1), ("{{=<% %>=}}", .unsupported, 1),
        ] as [(String, TemplateError.Code, Int)])
    func mistakes(source: String, code: TemplateError.Code, line: Int) {
        let error = #expect(throws: TemplateError.self) { try self.rendered(source) }
        #expect(error?.code == code)
        #expect(error?.line == line)
    }

    @Test("all default templates load, and an unknown one is refused")
    func defaults() throws {
        _ = try Templates()
        #expect(throws: TemplateError.self) { try Templates(["foter": "x"]) }
        #expect(throws: TemplateError.self) { try Templates(["alert": "{{code}}"]) }
    }

    @Test(
        "what is of an event stands in the section of the events, which does not stand in itself",
        arguments: [
            "{{text}}", "{{#text}}x{{/text}}", "{{^events}}{{text}}{{/events}}", "{{#events}}x{{/events}}{{subject}}",
            "{{events}}", "{{#events}}{{#isSingle}}{{#events}}{{text}}{{/events}}{{/isSingle}}{{/events}}",
        ])
    func misplaced(source: String) throws {
        for name in ["alert", "digest"] {
            let error = #expect(throws: TemplateError.self) { try Templates([name: source]) }
            #expect(error?.code == .misplaced)
        }
        _ = try Templates([
            "alert": "{{url}}{{#events}}{{#author}}{{author}}{{/author}}{{^isSingle}}{{text}}{{/isSingle}}{{/events}}",
            "announcement": "{{subject}}{{text}}",
        ])
    }

    @Test("sections in one another have an end before the stack has")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "{{#yes}}", count: depth) + "x" + String(repeating: "{{/yes}}", count: depth)
        }
        #expect(try rendered(nested(1000), ["yes": .flag(true)]) == "x")
        let error = #expect(throws: TemplateError.self) { try self.rendered(nested(40_000)) }
        #expect(error?.code == .unsupported)
    }

    @Test("a template of thousands of tags, nested ones too, is read")
    func large() throws {
        let deep = String(repeating: "{{#yes}}", count: 500) + "x" + String(repeating: "{{/yes}}", count: 500)
        #expect(try rendered(deep, ["yes": .flag(true)]) == "x")
        #expect(try rendered(String(repeating: "{{a}}", count: 5000), ["a": "b"]).utf8.count == 5000)
    }
}
