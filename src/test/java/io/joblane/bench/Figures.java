package io.joblane.bench;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Medians, percentiles, and the table they are printed in. */
final class Figures {
    private static final Logger log = LoggerFactory.getLogger(Figures.class);

    private Figures() {}

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @return in milliseconds, of nanoseconds */
    static double percentile(long[] nanos, double percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    static void table(String title, List<String> head, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        StringBuilder text = new StringBuilder(title).append('\n');
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    head.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        line(text, head, widths);
        rows.forEach(row -> line(text, row, widths));
        log.info("\n{}", text);
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < cells.size(); i++) {
            String format = i == 0 ? "  %-" + widths[i] + "s" : "  %" + widths[i] + "s";
            text.append(format.formatted(cells.get(i)));
        }
        text.append('\n');
    }

    static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }
}
