package io.joblane.statement.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.customer.CustomerView;
import io.joblane.http.CsvText;
import io.joblane.invoicing.Letterhead;
import io.joblane.invoicing.Party;
import io.joblane.invoicing.paper.Sheet;
import io.joblane.invoicing.paper.Words;
import io.joblane.statement.domain.Statement.Kind;
import io.joblane.statement.domain.Statement.Movement;
import io.joblane.statement.domain.Statement.OpenItem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A statement as people and as programs read it. */
@Component
class StatementPaper {
    private final Companies companies;
    private final Letterhead letterhead;

    StatementPaper(Companies companies, Letterhead letterhead) {
        this.companies = companies;
        this.letterhead = letterhead;
    }

    @Transactional(readOnly = true)
    byte[] pdf(Statement statement, CustomerView customer) {
        Company company = companies.current();
        Words words = Words.of(company);
        String title = words.text("statement");
        Sheet sheet = new Sheet(
                company, letterhead.seller(), words, title, letterhead.picture().orElse(null));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(words.text("period"), words.month(statement.month()));
        facts.put(words.text("date"), words.day(statement.month().plusMonths(1).minusDays(1)));
        sheet.opening(new Party(customer.name(), customer.email(), "", ""), title, facts);
        movements(sheet, words, statement);
        openItems(sheet, words, statement);
        return sheet.finish();
    }

    private static void movements(Sheet sheet, Words words, Statement statement) {
        List<List<String>> rows = new ArrayList<>();
        for (Movement movement : statement.movements()) {
            boolean charged = movement.amount().signum() >= 0;
            String amount = words.money(movement.amount().abs(), statement.currency());
            rows.add(List.of(
                    words.day(movement.at()), name(words, movement), charged ? amount : "", charged ? "" : amount));
        }
        if (!rows.isEmpty()) {
            sheet.lines(
                    new float[] {18, 42, 20, 20},
                    List.of(words.text("date"), words.text("entry"), words.text("charged"), words.text("received")),
                    2,
                    rows);
        } else {
            sheet.paragraph(words.text("nothing"));
        }
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put(words.text("openingBalance"), words.money(statement.opening(), statement.currency()));
        sums.put(words.text("closingBalance"), words.money(statement.closing(), statement.currency()));
        sheet.totals(sums);
    }

    private static void openItems(Sheet sheet, Words words, Statement statement) {
        String currency = statement.currency();
        if (statement.open().isEmpty()) {
            sheet.paragraph(words.text("noOpenItems"));
            return;
        }
        sheet.paragraph(words.text("openItems") + "\n ");
        sheet.lines(
                new float[] {24, 19, 19, 19, 19},
                List.of(
                        words.text("number"),
                        words.text("date"),
                        words.text("due"),
                        words.text("total"),
                        words.text("balance")),
                2,
                statement.open().stream()
                        .map(item -> List.of(
                                item.number(),
                                words.day(item.issuedAt()),
                                words.day(item.dueOn()),
                                words.money(item.total(), currency),
                                words.money(item.balance(), currency)))
                        .toList());
        sheet.paragraph(words.text("age") + "\n ");
        sheet.lines(
                new float[] {25, 25, 25, 25},
                List.of("0–30", "31–60", "61–90", "90+"),
                4,
                List.of(List.of(
                        words.money(statement.ageing().to30(), currency),
                        words.money(statement.ageing().to60(), currency),
                        words.money(statement.ageing().to90(), currency),
                        words.money(statement.ageing().older(), currency))));
    }

    private static String name(Words words, Movement movement) {
        return switch (movement.kind()) {
            case INVOICE -> words.text("invoice") + " " + movement.number();
            case CREDIT_NOTE -> words.text("creditNote") + " " + movement.number();
            case PAYMENT -> words.text("payment");
            case REFUND -> words.text("refund");
        };
    }

    /** UTF-8; a line for each movement and each open invoice, plain numbers, days of ISO 8601. */
    byte[] csv(Statement statement, CustomerView customer) {
        StringBuilder text = new StringBuilder();
        line(text, "section", "date", "kind", "number", "due", "amount", "balance", "currency", "customer");
        String currency = statement.currency();
        line(text, "opening", statement.month(), "", "", "", "", statement.opening(), currency, customer.name());
        BigDecimal balance = statement.opening();
        for (Movement movement : statement.movements()) {
            balance = balance.add(movement.amount());
            boolean numbered = movement.kind() == Kind.INVOICE || movement.kind() == Kind.CREDIT_NOTE;
            line(
                    text,
                    "movement",
                    day(movement.at()),
                    movement.kind().name().toLowerCase(java.util.Locale.ROOT),
                    numbered ? movement.number() : "",
                    "",
                    movement.amount(),
                    balance,
                    currency,
                    customer.name());
        }
        for (OpenItem item : statement.open()) {
            line(
                    text,
                    "open",
                    day(item.issuedAt()),
                    "invoice",
                    item.number(),
                    item.dueOn(),
                    item.total(),
                    item.balance(),
                    currency,
                    customer.name());
        }
        line(text, "ageing_0_30", "", "", "", "", "", statement.ageing().to30(), currency, customer.name());
        line(text, "ageing_31_60", "", "", "", "", "", statement.ageing().to60(), currency, customer.name());
        line(text, "ageing_61_90", "", "", "", "", "", statement.ageing().to90(), currency, customer.name());
        line(text, "ageing_over_90", "", "", "", "", "", statement.ageing().older(), currency, customer.name());
        line(text, "closing", "", "", "", "", "", statement.closing(), currency, customer.name());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Object day(java.time.Instant at) {
        return at.atZone(companies.current().timeZone()).toLocalDate();
    }

    private static void line(StringBuilder text, Object... cells) {
        text.append(CsvText.line(Arrays.asList(cells)));
    }
}
