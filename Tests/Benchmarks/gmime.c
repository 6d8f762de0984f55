/* Reads a mail on standard input with GMime and writes the decoded content of its leaves, as decode-email does. */
#include <gmime/gmime.h>
#include <unistd.h>

static void leaf(GMimeObject *parent, GMimeObject *part, gpointer out) {
    if (!GMIME_IS_PART(part)) return;
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    if (content) g_mime_data_wrapper_write_to_stream(content, out);
}

int main(void) {
    g_mime_init();
    GMimeStream *in = g_mime_stream_pipe_new(0), *out = g_mime_stream_pipe_new(1);
    GMimeStream *buffered = g_mime_stream_buffer_new(out, GMIME_STREAM_BUFFER_BLOCK_WRITE);
    GMimeParser *parser = g_mime_parser_new_with_stream(in);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) g_mime_message_foreach(message, leaf, buffered);
    if (message && GMIME_IS_PART(message->mime_part)) leaf(NULL, message->mime_part, buffered);
    g_mime_stream_flush(buffered);
    return message ? 0 : 1;
}
