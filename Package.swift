// swift-tools-version: 6.2
import PackageDescription

/// Unsafe code has to be marked as such, everywhere. Where EMAIL_STRICT is set, as CI does, no warning is let pass: a build
/// that goes on from an earlier one does not print those of what it finds built.
let strict: [SwiftSetting] =
    [.strictMemorySafety()] + (Context.environment["EMAIL_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// The programs start once for every mail, so in release they are linked statically: a dynamic start costs ten times as
/// much. These are unsafe flags, so they stand on the executable targets alone and the libraries stay free of them.
let staticSwift: [SwiftSetting] = strict + [.unsafeFlags(["-static-executable"], .when(configuration: .release))]
let staticLink: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-executable",
            // What nothing uses is left out, and of functions that are the same one is kept.
            "-Xlinker", "--gc-sections", "-Xlinker", "--icf=safe",
            // What ArgumentParser imports on Linux and the static linker does not find by itself.
            "-lFoundationEssentials", "-l_FoundationCollections", "-l_FoundationCShims", "-lswiftSynchronization",
        ], .when(configuration: .release))
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
]
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "email",
    products: [
        .library(name: "MIME", targets: ["MIME"]),
        .library(name: "Bounces", targets: ["Bounces"]),
        .executable(name: "email", targets: ["email"]),
        .executable(name: "email-server", targets: ["email-server"]),
        .executable(name: "decode-email", targets: ["decode-email"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .target(name: "MIME", swiftSettings: strict),
        .target(name: "Bounces", dependencies: ["MIME"], swiftSettings: strict),
        .target(name: "Alerts", dependencies: ["MIME", "Bounces"], swiftSettings: strict),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .target(name: "Storage", dependencies: ["Alerts", "CLinux", "CSQLite", "CZlib"], swiftSettings: strict),
        .target(
            name: "Transports", dependencies: ["MIME", "Alerts", "Storage", "CLinux"], swiftSettings: strict),
        .target(
            name: "SMTP",
            dependencies: nio + [
                "Alerts", "Transports", .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ], swiftSettings: strict),
        .target(
            name: "Commands",
            dependencies: ["MIME", "Bounces", "Alerts", "Storage", "Transports", "CLinux", "CCrypt", argumentParser],
            swiftSettings: strict),
        // The long-running service: what its parts share, mail in by LMTP, the web pages.
        .target(
            name: "Serving", dependencies: nio + ["Alerts", "Storage", "Transports", logging], swiftSettings: strict),
        .target(
            name: "LMTP",
            dependencies: nio + [
                "MIME", "Bounces", "Alerts", "Storage", "Transports", "Commands", "Serving", logging, lifecycle,
            ], swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: nio + [
                "MIME", "Bounces", "Alerts", "Storage", "Transports", "Commands", "Serving", logging, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Resources")], swiftSettings: strict),
        .executableTarget(
            name: "email", dependencies: ["Commands"], swiftSettings: staticSwift, linkerSettings: staticLink),
        // What needs a network library is in a program of its own, which `email` changes into where it has to.
        .executableTarget(
            name: "email-server",
            dependencies: [
                "Commands", "SMTP", "LMTP", "Web", "Serving", "Transports", "Storage", "Alerts", logging, lifecycle,
            ],
            swiftSettings: staticSwift, linkerSettings: staticLink),
        .executableTarget(
            name: "decode-email", dependencies: ["MIME", argumentParser], swiftSettings: staticSwift,
            linkerSettings: staticLink),
        .executableTarget(
            name: "compose", dependencies: ["Alerts"], path: "Tests/Benchmarks/Compose", swiftSettings: staticSwift,
            linkerSettings: [.unsafeFlags(["-static-executable"], .when(configuration: .release))]),
        .testTarget(name: "MIMETests", dependencies: ["MIME", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "BouncesTests", dependencies: ["Bounces", "MIME"], swiftSettings: strict),
        .testTarget(name: "AlertsTests", dependencies: ["Alerts", "MIME"], swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["Storage", "Alerts"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "Alerts", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "TransportsTests", dependencies: ["Transports", "Storage", "Alerts", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SMTPTests", dependencies: ["SMTP", "Transports", "Alerts", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "LMTPTests",
            dependencies: nio + ["LMTP", "Commands", "Serving", "Storage", "Alerts", "TestSupport", logging],
            swiftSettings: strict),
        .testTarget(
            name: "CommandsTests",
            dependencies: ["Commands", "MIME", "Transports", "Storage", "Alerts", "TestSupport"], swiftSettings: strict
        ),
        .testTarget(
            name: "DecodeEmailTests", dependencies: ["MIME", "TestSupport"], exclude: ["Cases"], swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: nio + [
                "Web", "Serving", "Storage", "Alerts", "TestSupport", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ], swiftSettings: strict),
        .testTarget(name: "EndToEndTests", exclude: ["isso-comments.py"], swiftSettings: strict),
    ]
)
