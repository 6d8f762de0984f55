import Commands
import HTTPTypes
import Hummingbird
import NIOCore
import Serving
import Storage

/// `/subscribers/export.csv`: what `email subscribers export --format csv` writes, a thousand at a time.
enum SubscriberExport {
    private static let batch = 1000

    static func response(_ visit: AdminVisit) -> Response {
        let database = visit.site.database
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"subscribers.csv\"",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: CSV.line(SubscriberFormat.names)))
                var last = Int64.min
                while true {
                    let after = last
                    let found = try await database.slowRead { store -> (text: String, count: Int, last: Int64) in
                        let (records, last) = try store.subscriberRecords(after: after, limit: batch)
                        let kept = records.compactMap { SubscriberFormat.exportable($0).record }
                        return (kept.map(SubscriberFormat.csv).joined(), records.count, last)
                    }
                    if found.count == 0 { break }
                    try await writer.write(ByteBuffer(string: found.text))
                    if found.count < batch { break }
                    last = found.last
                }
                try await writer.finish(nil)
            })
    }
}
