package io.joblane.notification.template;

import io.joblane.notification.domain.MessageTexts;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The events that have words, as {@code <recipient>.<event>}, and the values that each brings along. What the built-in words use an
 * event has; families of events have more in common.
 */
@Component
public class EventNames {
    private static final Pattern TITLE = Pattern.compile("((?:agent|customer|staff)\\.[a-z_]+)\\.title");
    private static final Set<String> ALWAYS = Set.of("company", "unsubscribeLink");
    private static final Set<String> OF_TRIPS =
            Set.of("reference", "pickup", "dropoff", "pickupAt", "passengers", "luggage");
    private static final Set<String> OF_JOBS = Set.of(
            "reference", "title", "type", "address", "area", "arrivalAt", "hours", "instructions", "weather", "reason");

    private final Map<String, Set<String>> names = new TreeMap<>();

    EventNames(MessageTexts texts) {
        for (String key : texts.keys()) {
            Matcher title = TITLE.matcher(key);
            if (title.matches()) {
                String event = title.group(1);
                names.put(event, names(texts, event));
            }
        }
    }

    private static Set<String> names(MessageTexts texts, String event) {
        Set<String> found = new TreeSet<>(ALWAYS);
        found.addAll(texts.placeholders(event + ".title"));
        found.addAll(texts.placeholders(event + ".body"));
        if (found.containsAll(Set.of("reference", "pickup")) || event.startsWith("customer.")) {
            found.addAll(OF_TRIPS);
        } else if (event.startsWith("agent.job_") || event.equals("agent.weather_changed")) {
            found.addAll(OF_JOBS);
        }
        return Set.copyOf(found);
    }

    public Set<String> all() {
        return names.keySet();
    }

    public boolean isKnown(String event) {
        return names.containsKey(event);
    }

    /** The names of its values, in order. */
    public Set<String> values(String event) {
        return new TreeSet<>(names.getOrDefault(event, ALWAYS));
    }

    /** Something to look at in place of each. */
    public Map<String, String> sample(String event) {
        return values(event).stream().collect(Collectors.toMap(name -> name, Samples::of));
    }
}
