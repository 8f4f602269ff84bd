package io.joblane.booking.web;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.domain.BookingExport;
import io.joblane.booking.domain.BookingSearch;
import io.joblane.http.CsvDownload;
import io.joblane.identity.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All bookings of a range as CSV. */
@RestController
@Staff
class BookingExportController {
    private final BookingExport export;
    private final CsvDownload downloads;

    BookingExportController(BookingExport export, CsvDownload downloads) {
        this.export = export;
        this.downloads = downloads;
    }

    /** @param agentId who goes, or went */
    @GetMapping("/api/v1/bookings/export")
    void export(
            @RequestParam @Nullable BookingStatus status,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable UUID agentId,
            HttpServletResponse response) {
        BookingSearch.Filter filter = new BookingSearch.Filter(status, from, to, agentId);
        downloads.send(response, "bookings", BookingExport.COLUMNS, rows -> export.each(filter, rows));
    }
}
