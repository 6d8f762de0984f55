/// The texts of all mails: what a letter says, and how it ends.
///
/// Each has a default; `email-template-dir` names a folder with others, a file a template: `footer.mustache`. They are
/// checked when they are loaded, so that a mistake shows before a mail goes out.
package struct Templates: Sendable {
    /// A template. The first five are the texts that all mails of a letter share; the last three are the ends, which know the
    /// reader.
    package enum Name: String, Sendable, CaseIterable {
        case alert, digest, announcement, renewal, verification
        case footer
        case renewalFooter = "renewal-footer"
        case verificationFooter = "verification-footer"

        /// The names that mean something in it.
        package var names: Set<String> {
            let common: Set = ["url", "subname"]
            return switch self {
            case .alert, .digest: common.union(["events", "isSingle"])
            case .announcement: common.union(["subject", "text"])
            case .renewal: common.union(["days"])
            case .verification: common
            case .footer, .renewalFooter, .verificationFooter: common.union(["code", "address"])
            }
        }

        /// The names that stand for lists, and those that mean something for each of a list.
        package var lists: [String: Set<String>] {
            switch self {
            case .alert, .digest: ["events": ["text", "summary", "subject", "author", "link", "time"]]
            default: [:]
            }
        }

        /// The name of its file in `email-template-dir`.
        package var fileName: String { rawValue + ".mustache" }
    }

    private let templates: [Name: Template]

    /// - Parameter texts: By name; the default holds for what is not there.
    package init(_ texts: [String: String] = [:]) throws(TemplateError) {
        var templates: [Name: Template] = [:]
        for name in texts.keys where Name(rawValue: name) == nil {
            let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
            throw TemplateError(
                code: .unknownTemplate, template: name, line: 1, message: "there is none of that name, only \(known)")
        }
        for name in Name.allCases {
            templates[name] = try Template(
                texts[name.rawValue] ?? name.defaultText, name: name.rawValue, names: name.names, lists: name.lists)
        }
        self.templates = templates
    }

    subscript(name: Name) -> Template? { templates[name] }
}

extension Templates.Name {
    /// What holds where no file says otherwise.
    package var defaultText: String {
        switch self {
        case .alert:
            """
            {{^isSingle}}
            This is an automated email{{#url}} sent by {{url}}{{/url}} to report changes.
            {{#events}}

            {{text}}
            {{/events}}
            {{/isSingle}}
            {{#isSingle}}
            {{#events}}
            {{text}}
            {{/events}}
            {{/isSingle}}

            """
        case .digest:
            """
            This is an automated email{{#url}} sent by {{url}}{{/url}} to report the changes of the day.
            {{#events}}

            {{summary}}
            {{/events}}
            """
        case .announcement: "{{text}}\n"
        case .renewal:
            """
            Your subscription{{#subname}} to {{subname}}{{/subname}}{{#url}} at {{url}}{{/url}} expires soon.

            If you take no action, it ends in about {{days}} days, and you get no more mails.

            """
        case .verification:
            """
            Someone has signed you up for email alerts{{#subname}} of {{subname}}{{/subname}}{{#url}} at {{url}}{{/url}}.

            """
        case .footer:
            """

            --\u{20}
            {{#url}}
            {{#code}}
            Subscription info: {{url}}/alerts/{{code}}
            Unsubscribe: {{url}}/unsubscribe/{{code}}
            {{/code}}
            {{^code}}
            {{url}}
            {{/code}}
            {{/url}}
            {{^url}}
            This mail was sent to {{address}}.
            {{/url}}

            """
        case .renewalFooter:
            """

            {{#url}}
            To renew it, visit:

               {{url}}/renew/{{code}}

            To make other changes or to unsubscribe immediately, visit:

               {{url}}/alerts/{{code}}
            {{/url}}
            {{^url}}
            To renew it, answer this mail and say so.
            {{/url}}

            """
        case .verificationFooter:
            """

            To confirm your subscription and begin receiving alerts, visit:

               {{url}}/alerts/{{code}}

            Keep this link! It also serves to unsubscribe and to change what you receive.

            If you do not want to subscribe, you can simply ignore this message.

            """
        }
    }
}
