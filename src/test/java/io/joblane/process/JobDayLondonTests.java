package io.joblane.process;

class JobDayLondonTests extends JobDayTest {
    JobDayLondonTests() {
        super("Europe/London");
    }
}
