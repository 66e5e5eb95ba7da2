package dev.ticketing.shared.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.WriteConcern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "mongodb://host, orders",
        "mongodb://host/, orders",
        "mongodb://host/?w=1, orders",
        "mongodb://host/shop, shop-orders",
        "'mongodb://user:secret@a:27017,b:27017/shop?replicaSet=rs', shop-orders",
        "mongodb://host/shop?authMechanismProperties=SERVICE_NAME:a, shop-orders"
    })
    void a_database_in_the_uri_prefixes_the_contexts_own(String uri, String database) {
        assertThat(new MongoSettings(uri).databaseOf("orders")).isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://host",
                "mongodb://host/",
                "mongodb://host/?",
                "mongodb://host/shop",
                "mongodb://host/shop?",
                "mongodb://host/?appName=ticketing",
                "mongodb://host/?appName=ticketing&",
                "mongodb://user:secret@a:27017,b:27017/shop?replicaSet=rs"
            })
    void writes_are_durable_and_waits_are_bounded_unless_the_uri_says_otherwise(String uri) {
        var read = read(uri);

        assertThat(read.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
        assertThat(read.getServerSelectionTimeout()).isEqualTo(1_000);
        assertThat(read.getConnectTimeout()).isEqualTo(2_000);
        assertThat(read.getSocketTimeout()).isEqualTo(3_000);
        assertThat(read.getMaxWaitTime()).isEqualTo(2_000);
        assertThat(read.getMaxConnectionPoolSize()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxPoolSize=5", "appName=ticketing&maxPoolSize=5", "maxpoolsize=5", "w=1&MAXPOOLSIZE=5"})
    void an_option_in_the_uri_wins(String options) {
        assertThat(read("mongodb://host/?" + options).getMaxConnectionPoolSize())
                .isEqualTo(5);
    }

    private static ConnectionString read(String uri) {
        return new ConnectionString(new MongoSettings(uri).uriWithDefaults());
    }
}
