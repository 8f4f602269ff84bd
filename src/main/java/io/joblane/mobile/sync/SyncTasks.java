package io.joblane.mobile.sync;

import io.joblane.engine.OpenTask;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.Tasks;
import io.joblane.mobile.TaskViews;
import io.joblane.mobile.TaskViews.TaskView;
import io.joblane.shared.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The agent's user tasks. */
@Component
class SyncTasks {
    private static final int PAGE = 200;

    private final Tasks tasks;
    private final TaskViews views;
    private final JdbcClient jdbc;

    SyncTasks(Tasks tasks, TaskViews views, JdbcClient jdbc) {
        this.tasks = tasks;
        this.views = views;
        this.jdbc = jdbc;
    }

    List<TaskView> open(SyncView view) {
        Set<UUID> changed = view.full() ? Set.of() : changed(view);
        return all(view).stream()
                .filter(task -> view.full() || changed.contains(task.id()))
                .map(views::view)
                .toList();
    }

    private List<OpenTask> all(SyncView view) {
        TaskAudience audience = TaskAudience.agent(view.now().agent().toString());
        List<OpenTask> found = new ArrayList<>();
        @Nullable UUID after = null;
        while (true) {
            Page<OpenTask> page = tasks.open(audience, PAGE, after);
            found.addAll(page.items());
            if (page.next() == null) {
                return found;
            }
            after = UUID.fromString(page.next());
        }
    }

    private Set<UUID> changed(SyncView view) {
        return new HashSet<>(
                view.bind(jdbc.sql("SELECT t.id FROM user_task t WHERE t.assignee = CAST(:agent AS uuid)::text"
                                + " AND t.state = 'open' AND " + SyncView.changed("t")))
                        .query(UUID.class)
                        .list());
    }

    /** Also those that were opened and closed while the phone was away, of which it knows nothing. */
    List<UUID> closed(SyncView view) {
        return view.bind(jdbc.sql("""
                        SELECT t.id FROM user_task t
                        WHERE t.assignee = CAST(:agent AS uuid)::text AND t.state <> 'open' AND t.closed_at > :after AND %s
                        UNION
                        SELECT g.task_id FROM sync_gone g WHERE g.agent_id = :agent AND %s
                            AND NOT EXISTS (SELECT FROM user_task t WHERE t.id = g.task_id AND t.state = 'open'
                                            AND t.assignee = CAST(:agent AS uuid)::text)
                        """.formatted(SyncView.changed("t"), SyncView.changed("g"))))
                .query(UUID.class)
                .list();
    }
}
