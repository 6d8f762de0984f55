// What Swift cannot import from sqlite3.h: macros that hold a cast, and functions with a variable number of arguments.
#ifndef EMAIL_CSQLITE_SHIM_H
#define EMAIL_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <string.h>

/// Binds a copy of the text. SQLITE_TRANSIENT is a cast of -1 to a function pointer.
static inline int email_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of the bytes.
static inline int email_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Leaves the write-ahead log in place when the last connection closes: the next process would only make it again.
static inline int email_keep_wal_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline void email_count_on(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    sqlite3_int64 *next = (sqlite3_int64 *)sqlite3_user_data(context);
    sqlite3_result_int64(context, (*next)++);
}

/// Makes the SQL function `email_number()`, which counts from a number on: `row_number()` costs half as much as the insert.
static inline int email_count_from(sqlite3 *database, sqlite3_int64 first) {
    sqlite3_int64 *next = (sqlite3_int64 *)sqlite3_malloc64(sizeof *next);
    if (!next) return SQLITE_NOMEM;
    memcpy(next, &first, sizeof *next);
    return sqlite3_create_function_v2(database, "email_number", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY, next, email_count_on,
                                      0, 0, sqlite3_free);
}

/// Suits every process of ours: no book-keeping of memory, which takes a lock for each piece, and what undoes a statement stays
/// in memory up to 8 MB: by itself a file is made for it in /var/tmp as soon as a statement changes 16 pages.
static inline void email_keep_no_books(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, 8 << 20);
}

/// Suits a process with one thread that ends soon: no locks within the process.
static inline void email_expect_one_thread(void) { sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); }

#endif
