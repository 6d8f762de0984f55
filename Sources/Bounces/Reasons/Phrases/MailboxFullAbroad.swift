extension Phrases {
    /// The mailbox is full, in other languages.
    static let mailboxFullAbroad: [PhraseTable] = [
        PhraseTable(
            .mailboxFull,
            """
            postfach voll
            postfach ist voll
            postfach des empfängers ist voll
            postfach ist überfüllt
            postfach überfüllt
            mailbox ist überfüllt
            speicherplatz erschöpft
            speicherplatz überschritten
            kontingent überschritten
            kein speicherplatz
            quota überschritten
            boite pleine
            boîte pleine
            boite aux lettres pleine
            boîte aux lettres pleine
            boite aux lettres est pleine
            boîte aux lettres est pleine
            boite du destinataire pleine
            boîte du destinataire pleine
            boîte de réception est pleine
            boîte aux lettres du destinataire est pleine
            quota dépassé
            buzón lleno
            buzón está lleno
            buzón del destinatario está lleno
            buzón de correo lleno
            bandeja de entrada está llena
            caixa postal está cheia
            caixa postal do destinatário está cheia
            caixa de correio está cheia
            caixa de correio do destinatário está cheia
            caixa de entrada do destinatário está cheia
            casella piena
            casella * è piena
            casella * e' piena
            casella di posta è piena
            cassetta * piena
            casella postale piena
            casella di posta piena
            casella è piena
            casella e' piena
            casella del destinatario è piena
            cassetta postale è piena
            skrzynka pełna
            skrzynka odbiorcy jest przepełniona
            skrzynka jest przepełniona
            skrzynka odbiorcza jest pełna
            skrzynka * przepełniona
            skrzynka * zapełniona
            skrzynka * pełna
            skrzynka jest pełna
            skrzynka przepełniona
            skrzynka odbiorcy jest pełna
            skrzynka pocztowa jest pełna
            przekroczono limit
            przekroczona pojemność
            переполнен
            превышена квота
            квота превышена
            превысил квоту
            превышен лимит
            скринька переповнена
            メールボックスがいっぱい
            メールボックスが一杯
            メールボックスの容量
            受信トレイがいっぱい
            受信箱がいっぱい
            容量を超え
            容量が超過
            容量オーバー
            容量不足
            邮箱已满
            邮箱满
            收件箱已满
            空间不足
            超过配额
            超出配额
            信箱已滿
            郵箱已滿
            信箱空間不足
            용량이 초과
            용량 초과
            mailbox ist voll
            quota depasse
            espace insuffisant
            espace de stockage insuffisant
            buzon lleno
            buzon esta lleno
            cuota excedida
            cuota superada
            ha excedido su cuota
            excedido la cuota
            sobre cuota
            caixa postal cheia
            caixa de correio cheia
            caixa de entrada cheia
            caixa cheia
            cota excedida
            quota excedida
            excedeu a quota
            excedeu o limite
            spazio esaurito
            quota superata
            mailbox vol
            mailbox is vol
            postvak vol
            postvak is vol
            postvak van de geadresseerde is vol
            postvak van de ontvanger is vol
            postbus vol
            postbus is vol
            postvak in is vol
            quotum overschreden
            quota overschreden
            przekroczony limit
            brak miejsca
            """)
    ]
}
