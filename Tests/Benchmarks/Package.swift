// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "email", path: "../..")],
    targets: [
        .executableTarget(
            name: "judge",
            dependencies: [.product(name: "MIME", package: "email"), .product(name: "Bounces", package: "email")],
            // As the programs are linked.
            swiftSettings: [.unsafeFlags(["-static-executable"])],
            linkerSettings: [.unsafeFlags(["-static-executable"])])
    ]
)
