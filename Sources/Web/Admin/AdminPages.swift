import Hummingbird

/// The administrator's pages.
extension WebService {
    func addAdminPages(_ router: Router<PageContext>) async throws {
        let networks = try await site.database.read { try $0.loginNetworks() }
        let desk = AdminDesk(site: site, smtp: smtp, networks: networks)
        LoginPages(desk: desk).add(to: router)
        desk.add("/admin", to: router, get: { try await OverviewPage(visit: $0).show() })
        desk.add("/subscribers", to: router, get: { try await SubscribersPage(visit: $0).show() })
        desk.add("/subscribers/export.csv", to: router, get: { SubscriberExport.response($0) })
        desk.add(
            "/subscribers/:id", to: router, get: { try await SubscriberPage(visit: $0).show() },
            post: { try await SubscriberPage(visit: $0).act($1) })
        desk.add(
            "/setup_email", to: router, get: { try await SettingsPage(visit: $0).show() },
            post: { try await SettingsPage(visit: $0).act($1) }, maximumBytes: SettingsPage.maximumBytes)
        desk.add(
            "/bounces", to: router, get: { try await BouncesPage(visit: $0).show() },
            post: { try await BouncesPage(visit: $0).act($1) })
        desk.add(
            "/bounces/:id", to: router, get: { try await InboundMailPage(visit: $0).show() },
            post: { try await InboundMailPage(visit: $0).act($1) })
        desk.add("/bounces/:id/raw", to: router, get: { try await InboundMailPage(visit: $0).raw() })
        desk.add(
            "/queue", to: router, get: { try await QueuePage(visit: $0).show() },
            post: { try await QueuePage(visit: $0).act($1) })
        desk.add(
            "/queue/:id", to: router, get: { try await DeliveryPage(visit: $0).show() },
            post: { try await DeliveryPage(visit: $0).act($1) })
        desk.add(
            "/announce", to: router, get: { try await AnnouncePage(visit: $0).show() },
            post: { try await AnnouncePage(visit: $0).act($1) }, maximumBytes: AnnouncePage.maximumBytes)
    }
}

extension Views {
    /// The templates of these pages.
    static let administratorSources: [(String, [UInt8])] = [
        ("admin-login", PackageResources.admin_login_mustache),
        ("admin-no-password", PackageResources.admin_no_password_mustache),
        ("admin-overview", PackageResources.admin_overview_mustache),
        ("admin-subscribers", PackageResources.admin_subscribers_mustache),
        ("admin-subscriber", PackageResources.admin_subscriber_mustache),
        ("admin-settings", PackageResources.admin_settings_mustache),
        ("admin-bounces", PackageResources.admin_bounces_mustache),
        ("admin-mail", PackageResources.admin_mail_mustache),
        ("admin-queue", PackageResources.admin_queue_mustache),
        ("admin-delivery", PackageResources.admin_delivery_mustache),
        ("admin-announce", PackageResources.admin_announce_mustache),
        ("admin-announce-preview", PackageResources.admin_announce_preview_mustache),
        ("admin-neighbours", PackageResources.admin_neighbours_mustache),
        ("admin-deliveries", PackageResources.admin_deliveries_mustache),
    ]
}
