package io.joblane.notification.template;

import java.text.Normalizer;
import java.util.Map;

/**
 * The alphabet of SMS (3GPP TS 23.038). A text that keeps to it has 160 characters a segment, any other one 70: letters with signs
 * that it lacks are written without them, typographic signs as plain ones, and pictures are left out. A text in another script
 * stays as it is.
 */
public final class Gsm7 {
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
                    + "abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Each takes two places. */
    private static final String EXTENSION = "^{}\\[~]|€\f";

    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) '\u2018', "'"),
            Map.entry((int) '\u2019', "'"),
            Map.entry((int) '\u201a', ","),
            Map.entry((int) '\u201c', "\""),
            Map.entry((int) '\u201d', "\""),
            Map.entry((int) '\u201e', "\""),
            Map.entry((int) '\u00ab', "\""),
            Map.entry((int) '\u00bb', "\""),
            Map.entry((int) '\u2010', "-"),
            Map.entry((int) '\u2011', "-"),
            Map.entry((int) '\u2013', "-"),
            Map.entry((int) '\u2014', "-"),
            Map.entry((int) '\u2026', "..."),
            Map.entry((int) '\u2022', "-"),
            Map.entry((int) '\u00b7', "-"),
            Map.entry((int) '\u2192', "->"),
            Map.entry((int) '\u20ac', "€"),
            Map.entry((int) '\u00b4', "'"),
            Map.entry((int) '`', "'"),
            Map.entry((int) '\t', " "),
            Map.entry((int) '\u0142', "l"),
            Map.entry((int) '\u0141', "L"),
            Map.entry((int) '\u0153', "oe"),
            Map.entry((int) '\u0152', "OE"),
            Map.entry((int) '\u0131', "i"),
            Map.entry((int) '\u0111', "d"),
            Map.entry((int) '\u0110', "D"),
            Map.entry((int) '\u00fe', "th"),
            Map.entry((int) '\u00f0', "d"),
            Map.entry((int) '\u1e9e', "SS"),
            Map.entry((int) '\u2116', "No"));

    private Gsm7() {}

    /** The text in that alphabet; unchanged where a letter of it has no likeness there. */
    public static String fit(String text) {
        String clean = text.replaceAll("\\r\\n?", "\n");
        StringBuilder fitted = new StringBuilder();
        for (int point : clean.codePoints().toArray()) {
            String plain = plain(point);
            if (plain == null) {
                return clean;
            }
            fitted.append(plain);
        }
        return fitted.toString().replaceAll(" {2,}", " ").strip();
    }

    /** How many SMS it takes: 160 places in one, 153 in each of several; 70 and 67 in any other alphabet. */
    public static int segments(String text) {
        int places = 0;
        boolean basic = true;
        for (char c : text.toCharArray()) {
            if (EXTENSION.indexOf(c) >= 0) {
                places += 2;
            } else if (BASIC.indexOf(c) >= 0) {
                places++;
            } else {
                basic = false;
            }
        }
        int used = basic ? places : text.length();
        int one = basic ? 160 : 70;
        int several = basic ? 153 : 67;
        return used <= one ? 1 : (used + several - 1) / several;
    }

    public static boolean isBasic(String text) {
        return text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0);
    }

    /** @return null for a letter or digit that it cannot write; empty for what may be left out */
    private static @org.jspecify.annotations.Nullable String plain(int point) {
        String one = Character.toString(point);
        if (isBasic(one)) {
            return one;
        }
        String known = PLAIN.get(point);
        if (known != null) {
            return known;
        }
        if (Character.isSpaceChar(point)) {
            return " ";
        }
        String bare = Normalizer.normalize(one, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        if (!bare.isEmpty() && isBasic(bare)) {
            return bare;
        }
        return Character.isLetterOrDigit(point) ? null : "";
    }
}
