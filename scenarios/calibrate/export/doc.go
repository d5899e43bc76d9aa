// Package export reads the CSV files that customer, billing and shop systems
// export, however they are written, and gives clean values, row by row, in
// bounded memory.
//
// [Open] reads a file once to learn how it is written; [File.Rows] reads it again
// and gives its rows. Recognised are
//
//   - gzip, by content;
//   - the encoding: UTF-8 with and without byte order mark, UTF-16 of either
//     order, Shift_JIS with Microsoft's additions (CP932), windows-1252;
//   - the separator: comma, tab, semicolon or |; a report's title above the column
//     names and Excel's "sep=;" are passed over, rows of empty fields are skipped;
//   - what columns hold, by English and Japanese names, and the [Kind] of the file;
//   - numbers with full-width digits, currencies, separators between thousands and
//     a decimal point or comma, minus signs in the manners of accountants; a
//     backslash before digits is the yen sign of Shift_JIS;
//   - dates year first, with names of months, in Japanese eras, with a time, as
//     spreadsheet day numbers; day/month/year and month/day/year by the whole
//     column;
//   - flags in the words of both languages.
//
// What can be read in two ways and is not decided by the column, or by the file's
// other columns of that type, is an error that names the option which decides.
// Up to one in a hundred of a column's dates or numbers may contradict the rest:
// their rows are rejected.
//
// A row is rejected as a whole if it has fewer or more fields than there are
// column names (empty ones at its end not counted) or a cell of a used column
// that cannot be read. Empty cells, and such as say so (NULL, n/a, -), are missing
// values, not mistakes.
//
// Cells are never part of a message, but for numbers and dates that could be read
// in two ways and for words in a column of flags that five rows or more have in
// common. Columns that hold names, mail addresses or phone numbers, by their own
// name or by their first rows, may be the customer's key and nothing that reaches
// a plan; a mail address or phone number in a column that does reach it rejects
// its row.
package export
