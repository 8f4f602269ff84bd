package io.joblane.customer.sync;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How much two names or addresses are alike, by the groups of three letters that they share; 0 to 1. */
final class Likeness {
    /** Words that say nothing, and short forms of those that do. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("the", ""),
            Map.entry("llc", ""),
            Map.entry("inc", ""),
            Map.entry("apts", "apartments"),
            Map.entry("apt", "apartments"),
            Map.entry("street", "st"),
            Map.entry("road", "rd"),
            Map.entry("avenue", "ave"),
            Map.entry("boulevard", "blvd"),
            Map.entry("drive", "dr"),
            Map.entry("lane", "ln"),
            Map.entry("north", "n"),
            Map.entry("south", "s"),
            Map.entry("east", "e"),
            Map.entry("west", "w"));

    private Likeness() {}

    /** The names weigh as much as the addresses. */
    static double of(String name, String address, String otherName, String otherAddress) {
        return (of(name, otherName) + of(address, otherAddress)) / 2;
    }

    static double of(String one, String other) {
        Set<String> left = threes(one);
        Set<String> right = threes(other);
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        Set<String> both = new HashSet<>(left);
        both.retainAll(right);
        return (double) both.size() / (left.size() + right.size() - both.size());
    }

    /** The words that tell one name from another. */
    static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        for (String word : plain.split("[^a-z0-9]+")) {
            String known = WORDS.getOrDefault(word, word);
            if (!known.isEmpty()) {
                words.add(known);
            }
        }
        return words;
    }

    private static Set<String> threes(String text) {
        Set<String> threes = new HashSet<>();
        for (String word : words(text)) {
            String padded = "  " + word + " ";
            for (int i = 0; i + 3 <= padded.length(); i++) {
                threes.add(padded.substring(i, i + 3));
            }
        }
        return threes;
    }
}
