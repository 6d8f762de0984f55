/// The long part of `--help`.
enum HelpText {
    static let discussion = """
        Reads mails as they were received and prints them: the header unfolded, with encoded words decoded; each text \
        part with its transfer encoding undone and its charset turned into UTF-8, however deep multiparts and returned \
        messages nest; attachments by name, type and size. What is wrong in a mail is repaired and said at the end. \
        Reading never fails, and memory stays small for mails of any size.

        INPUT
          Without FILE, or where FILE is -, standard input is read. A file that begins with "From " is an mbox; a \
        directory with "new" or "cur" in it is a Maildir. Both are read message by message (with --classic, an mbox is \
        one text). In an mbox, ">From " loses one ">".

        PARTS
          Parts are numbered as IMAP numbers them: 1 is the first part of a multipart, or the text of a mail that is \
        none; 1.2 the second part in it. The number of a message/rfc822 part is that of the message inside, whole. \
        --json shows the numbers of all parts.

        JSON
          One object a line: file, headers, from, to, date (ISO 8601), parts and defects. A part has path, type, \
        charset, encoding, filename, disposition, size and sha256 (both of the decoded bytes) and, if it is text, text \
        in UTF-8. Containers stand before the parts in them, with a size of null. Of a text longer than a mebibyte, \
        size and sha256 come after the text.

        SAFETY
          Where standard output is a terminal, control characters, terminal escapes, characters that turn the direction \
        of text, and bytes that are no UTF-8 are shown as ^[, <U+202E> or <9B>; in JSON as \\u escapes. --extract writes \
        new files only, with mode 0600, under the last component of the suggested name, without leading dots and \
        control characters, numbered if the name is taken; the directory is made if there is none.

        EXIT STATUS
          0   everything was read
          64  the command line cannot be understood
          66  a file cannot be opened, or has no such part; the others were shown
          74  reading or writing failed

        EXAMPLES
          decode-email mail.eml
          decode-email --json Maildir/ | jq -r '.parts[] | select(.filename) | .filename'
          decode-email --part 2 mail.eml > report.pdf
          decode-email --extract attachments mail.eml
          curl -s https://example.org/list.mbox | decode-email --text
        """
}
