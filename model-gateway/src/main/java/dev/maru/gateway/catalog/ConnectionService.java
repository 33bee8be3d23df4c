package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** Provider connections of a tenant: made, tested, changed, removed. */
@Service
public class ConnectionService {
    ConnectionService() {}

    /** Every connection the tenant can use, shared ones included. */
    public List<Connection> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public Connection create(Caller caller, NewConnection connection) {
        throw new UnsupportedOperationException();
    }

    public Connection update(Caller caller, ConnectionId id, ConnectionChange change) {
        throw new UnsupportedOperationException();
    }

    /** Removes a connection with its models and their prices; past calls and the ledger stay. */
    public void delete(Caller caller, ConnectionId id) {
        throw new UnsupportedOperationException();
    }

    /** Lists the provider's models, which is never billed, and says in a sentence what came of it. */
    public ConnectionCheck test(Caller caller, ConnectionId id) {
        throw new UnsupportedOperationException();
    }

    /** What this machine offers; {@code refresh} looks again instead of answering what was found last. */
    public List<DiscoveredEndpoint> discovered(Caller caller, boolean refresh) {
        throw new UnsupportedOperationException();
    }

    /** Makes a connection of a discovered endpoint, with its key if it has one, and imports its models. */
    public Connection adopt(Caller caller, String discoveredId) {
        throw new UnsupportedOperationException();
    }
}
