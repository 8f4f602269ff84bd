package io.joblane.earnings.web;

import io.joblane.earnings.domain.EarningService;
import io.joblane.http.CsvDownload;
import io.joblane.identity.Admin;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a payroll system reads: a line for each agent and currency. */
@RestController
@Admin
class PayrollController {
    private static final List<String> COLUMNS =
            List.of("agentId", "agent", "from", "to", "currency", "trips", "jobs", "hours", "amount");

    private final EarningService earnings;
    private final CsvDownload download;

    PayrollController(EarningService earnings, CsvDownload download) {
        this.earnings = earnings;
        this.download = download;
    }

    /** Both days belong to it; they are the company's. */
    @GetMapping(path = "/api/v1/payroll.csv", produces = "text/csv")
    void payroll(@RequestParam LocalDate from, @RequestParam LocalDate to, HttpServletResponse response) {
        earnings.requireRange(from, to);
        download.send(response, "payroll-" + from + "-" + to, COLUMNS, rows -> earnings.payroll(from, to, rows));
    }
}
