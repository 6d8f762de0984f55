/// The long part of `--help`. Its lines are broken by hand: the argument parser would wrap them without indentation.
enum HelpText {
    static let discussion = """
        Reads mails as they were received and prints them: the header unfolded, with
        encoded words decoded; each text part with its transfer encoding undone and
        its charset turned into UTF-8, however deep multiparts and returned messages
        nest; attachments by name, type and size. What is wrong in a mail is repaired,
        and said at the end. Reading never fails, and a mail of any size takes little
        memory.

        INPUT
          Without FILE, or where FILE is -, standard input is read. A file that begins
          with a line "From SENDER DATE" is an mbox, a directory with "new" or "cur"
          in it a Maildir: they are read message by message. With --classic an mbox is one text. In an
          mbox, ">From " at the start of a line loses its ">".

        PARTS
          Parts are numbered as IMAP numbers them: 1 is the first part of a multipart,
          or the text of a mail that is none; 1.2 is the second part of part 1. The
          number of a message/rfc822 part stands for the whole message in it. The
          default output shows the numbers, and so does --json. A file that stands
          uuencoded in a text, as before MIME, has no number; it is named where it
          stands, --text leaves it out and --extract writes it.

        JSON
          One object a line: file, headers, from, to, date (ISO 8601), parts, defects.
          A part has path, type, charset, encoding, filename, disposition, size and
          sha256, both of the decoded bytes, and, if it is text, text in UTF-8.
          Containers stand before the parts in them and have the size null. Where a
          text is longer than a mebibyte, it stands before size and sha256.

        DEFECTS
          Each repair is named with its byte offset in the mail, at the end and under
          defects in JSON: for one header or body a hundred of a kind, for a mail a
          thousand; too-many-defects stands where the first is that was left out. In
          text that was encoded, what its charset has no meaning for stands at the
          start of the body. What is read as it stands is none: line ends of any kind
          in a body, or ">From ".

        SAFETY
          On a terminal, control characters, terminal escapes, characters that turn
          the direction of text, and bytes that are no UTF-8 are shown as ^[, <U+202E>
          and <9B>, in JSON as \\u escapes. In headers and names, control characters
          are always shown so. --extract makes new files only, mode 0600, named by the
          last component of the suggested name without leading dots and control
          characters, and numbered if the name is taken. It makes DIR if there is none.

        EXIT STATUS
          0   everything was read
          64  the command line cannot be understood
          66  a file cannot be opened, or has no such part; the others were shown
          74  reading or writing failed

        EXAMPLES
          decode-email mail.eml
          decode-email --part 2 mail.eml > report.pdf
          decode-email --extract attachments Maildir
          decode-email --text < list.mbox | grep -i refund
          decode-email --json *.eml | jq -r '.parts[].filename // empty'
        """
}
