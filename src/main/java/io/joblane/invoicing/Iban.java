package io.joblane.invoicing;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Account numbers of ISO 13616. */
public final class Iban {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /** Without spaces, in capitals. */
    public static String plain(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** In groups of four, as people read it. */
    public static String grouped(String iban) {
        return plain(iban).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Whether form and check digits are right; the length of each country is not looked at. */
    public static boolean isValid(String text) {
        String iban = plain(text);
        if (!FORM.matcher(iban).matches()) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .forEach(c -> digits.append(Character.digit(c, Character.MAX_RADIX)));
        return new BigInteger(digits.toString()).mod(MODULUS).intValue() == 1;
    }
}
