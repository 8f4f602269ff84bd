package io.joblane.mobile;

import io.joblane.identity.AgentOnly;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The first screen of the agents' app. */
@RestController
@AgentOnly
class DashboardController {
    private final DashboardQuery dashboards;
    private final SignedInAgent self;

    DashboardController(DashboardQuery dashboards, SignedInAgent self) {
        this.dashboards = dashboards;
        this.self = self;
    }

    @GetMapping("/api/v1/mobile/dashboard")
    Dashboard dashboard() {
        return dashboards.of(self.may(AgentAction.VIEW_EARNINGS));
    }
}
