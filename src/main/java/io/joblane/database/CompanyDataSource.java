package io.joblane.database;

import io.joblane.context.CurrentCompany;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The data source that repositories use: each connection comes from the current company's pool. */
final class CompanyDataSource extends AbstractDataSource {
    private final Databases databases;

    CompanyDataSource(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return databases.company(CurrentCompany.required()).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("Connections are opened with the application's own login only");
    }
}
