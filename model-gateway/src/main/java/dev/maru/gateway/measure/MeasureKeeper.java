package dev.maru.gateway.measure;

import dev.maru.core.tenancy.SystemDb;
import org.springframework.stereotype.Component;

/** Keeps the measured hours and the alerts up to date with the ledger. */
@Component
class MeasureKeeper {
    private final SystemDb system;
    private final MeasureRepository repository;

    MeasureKeeper(SystemDb system, MeasureRepository repository) {
        this.system = system;
        this.repository = repository;
    }

    void keep() {
        system.inSystem(tx -> repository.rollUp(tx) + repository.noteUnpriced(tx));
    }
}
