package io.joblane.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.workforce.skill.AgentSkillService;
import io.joblane.workforce.skill.AgentSkillView;
import io.joblane.workforce.skill.Certificate;
import io.joblane.workforce.skill.ExpiringSkill;
import io.joblane.workforce.skill.SkillService;
import io.joblane.workforce.skill.SkillView;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The clock stands at the 1st of June 2026. */
class SkillTests extends DomainTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Certificate NONE = new Certificate(null, null, null);
    private static final Certificate NONE_UNTIL = new Certificate(null, null, TODAY);

    @Autowired
    SkillService skills;

    @Autowired
    AgentSkillService agentSkills;

    @Test
    void namesDifferInMoreThanCase() {
        SkillView welding = skills.add(name("Welding"), false);
        assertRefused(409, "skill_exists", () -> skills.add(" " + welding.name().toUpperCase(Locale.ROOT) + " ", true));
        SkillView other = skills.add(name("Brazing"), false);
        assertRefused(
                409,
                "skill_exists",
                () -> skills.change(other.id(), welding.name().toLowerCase(Locale.ROOT), false, null));

        SkillView renamed = skills.change(welding.id(), welding.name().toUpperCase(Locale.ROOT), false, 0);
        assertThat(renamed.version()).isOne();
        skills.delete(welding.id(), 1);
        assertRefused(404, "skill_unknown", () -> skills.get(welding.id()));
        assertThat(skills.add(welding.name(), false).id()).isNotEqualTo(welding.id());
    }

    @Test
    void aSkillThatNeedsACertificateIsHadWithItsEnd() {
        UUID agent = rows.agent("Ada");
        SkillView crane = skills.add(name("Crane"), true);
        assertRefused(422, "certificate_required", () -> agentSkills.put(agent, crane.id(), NONE, null));
        assertRefused(422, "invalid_certificate", () -> new Certificate(null, TODAY, TODAY.minusDays(1)));

        agentSkills.put(agent, crane.id(), new Certificate("C-1", TODAY, TODAY.plusYears(1)), null);
        AgentSkillView renewed =
                agentSkills.put(agent, crane.id(), new Certificate("C-2", null, TODAY.plusYears(2)), 0);
        assertThat(agentSkills.of(agent)).containsExactly(renewed);
        assertThat(renewed)
                .isEqualTo(new AgentSkillView(crane.id(), crane.name(), true, "C-2", null, TODAY.plusYears(2), 1));
        assertRefused(412, "precondition_failed", () -> agentSkills.put(agent, crane.id(), NONE_UNTIL, 0));
        assertRefused(409, "skill_in_use", () -> skills.delete(crane.id(), null));

        agentSkills.remove(agent, crane.id(), 1);
        assertThat(agentSkills.of(agent)).isEmpty();
        assertRefused(404, "agent_skill_unknown", () -> agentSkills.remove(agent, crane.id(), null));
        assertRefused(412, "precondition_failed", () -> agentSkills.put(agent, crane.id(), NONE_UNTIL, 1));
        skills.delete(crane.id(), null);
        assertRefused(404, "skill_unknown", () -> agentSkills.put(agent, crane.id(), NONE_UNTIL, null));
    }

    @Test
    void aSkillComesToNeedCertificatesOnceAllAreEntered() {
        UUID agent = rows.agent("Ada");
        SkillView skill = skills.add(name("Ladder"), false);
        agentSkills.put(agent, skill.id(), NONE, null);
        assertRefused(409, "certificates_missing", () -> skills.change(skill.id(), skill.name(), true, null));
        agentSkills.put(agent, skill.id(), NONE_UNTIL, null);
        assertThat(skills.change(skill.id(), skill.name(), true, null).needsCertificate())
                .isTrue();
    }

    @Test
    void theFirstToEndComesFirst() {
        jdbc.sql("UPDATE agent_skill SET deleted_at = now() WHERE deleted_at IS NULL")
                .update();
        UUID agent = rows.agent("Ada");
        for (int left : new int[] {31, 30, 0, -1}) {
            agentSkills.put(
                    agent,
                    skills.add(name("Skill"), true).id(),
                    new Certificate("left " + left, null, TODAY.plusDays(left)),
                    null);
        }
        agentSkills.put(agent, skills.add(name("For ever"), false).id(), NONE, null);

        List<ExpiringSkill> soon = skills.expiring(30, null, null, 10);
        assertThat(soon).extracting(ExpiringSkill::daysLeft).containsExactly(-1, 0, 30);
        assertThat(soon).extracting(ExpiringSkill::agentName).containsOnly("Ada");
        ExpiringSkill first = soon.get(0);
        assertThat(skills.expiring(31, first.certificateUntil(), first.id(), 2))
                .extracting(ExpiringSkill::certificateNumber)
                .containsExactly("left 0", "left 30");
    }

    private static String name(String what) {
        return what + " " + Rows.next();
    }

    private static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
