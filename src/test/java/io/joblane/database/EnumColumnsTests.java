package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.shared.VehicleType;
import io.joblane.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class EnumColumnsTests {
    @Test
    void everyEnumIsLowerCaseTextInTheTableInDerivedQueriesAndInWrittenOnes() throws SQLException {
        try (Databases databases = TestDatabase.fresh("acme");
                var connection = databases.company("acme").getConnection()) {
            // One connection, so that the temporary table is seen by all.
            DataSource dataSource = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(dataSource);
            jdbc.sql("CREATE TEMP TABLE car (id uuid PRIMARY KEY, version int, type text, level text, other text)")
                    .update();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceTransactionManagerAutoConfiguration.class,
                            JdbcTemplateAutoConfiguration.class,
                            DataJdbcRepositoriesAutoConfiguration.class))
                    .withBean(DataSource.class, () -> dataSource)
                    .withBean(JdbcDialect.class, () -> JdbcPostgresDialect.INSTANCE)
                    .withBean(
                            JdbcCustomConversions.class,
                            () -> JdbcCustomConversions.of(JdbcPostgresDialect.INSTANCE, EnumColumns.CONVERTERS))
                    .withUserConfiguration(Repositories.class)
                    .run(context -> {
                        Cars cars = context.getBean(Cars.class);
                        UUID id = UUID.randomUUID();
                        cars.save(new Car(id, null, VehicleType.WHEELCHAIR, Level.IN_THREE_WORDS, null));

                        assertThat(jdbc.sql("SELECT type || ' ' || level FROM car")
                                        .query(String.class)
                                        .single())
                                .isEqualTo("wheelchair in_three_words");
                        assertThat(cars.findById(id))
                                .get()
                                .extracting(Car::type, Car::level, Car::other)
                                .containsExactly(VehicleType.WHEELCHAIR, Level.IN_THREE_WORDS, null);
                        assertThat(cars.findByLevel(Level.IN_THREE_WORDS)).hasSize(1);
                        assertThat(cars.findByLevel(Level.ONE)).isEmpty();
                        assertThat(cars.findByTypeIn(List.of(VehicleType.WHEELCHAIR, VehicleType.VAN)))
                                .hasSize(1);
                        assertThat(cars.written(VehicleType.WHEELCHAIR)).hasSize(1);
                        assertThat(cars.writtenIn(List.of(VehicleType.WHEELCHAIR)))
                                .hasSize(1);
                    });
        }
    }

    enum Level {
        ONE,
        IN_THREE_WORDS {
            // An enum constant with a body has a class of its own.
            @Override
            boolean isLong() {
                return true;
            }
        };

        boolean isLong() {
            return false;
        }
    }

    @Table("car")
    record Car(
            @Id UUID id,
            @Version @Nullable Integer version,
            VehicleType type,
            Level level,
            @Nullable Level other) {}

    interface Cars extends CrudRepository<Car, UUID> {
        List<Car> findByLevel(Level level);

        List<Car> findByTypeIn(List<VehicleType> types);

        @Query("SELECT * FROM car WHERE type = :type")
        List<Car> written(VehicleType type);

        @Query("SELECT * FROM car WHERE type IN (:types)")
        List<Car> writtenIn(List<VehicleType> types);
    }

    @EnableJdbcRepositories(considerNestedRepositories = true, basePackageClasses = EnumColumnsTests.class)
    static class Repositories {}
}
