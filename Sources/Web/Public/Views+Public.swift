extension Views {
    /// The templates of the pages for everybody, and those that other pages put into theirs: `mistakes`, `address`, `choices`,
    /// `captcha`.
    static var publicSources: [(String, [UInt8])] {
        [
            ("mistakes", PackageResources.mistakes_mustache),
            ("address", PackageResources.address_mustache),
            ("choices", PackageResources.choices_mustache),
            ("captcha", PackageResources.captcha_mustache),
            ("subscribe", PackageResources.subscribe_mustache),
            ("link", PackageResources.link_mustache),
            ("asked", PackageResources.asked_mustache),
            ("subscription", PackageResources.subscription_mustache),
            ("unsubscribe", PackageResources.unsubscribe_mustache),
            ("unsubscribed", PackageResources.unsubscribed_mustache),
            ("renew", PackageResources.renew_mustache),
            ("renewed", PackageResources.renewed_mustache),
            ("unknown", PackageResources.unknown_mustache),
            ("msgadmin", PackageResources.msgadmin_mustache),
            ("thanks", PackageResources.thanks_mustache),
            ("nobody", PackageResources.nobody_mustache),
        ]
    }
}
