package dev.maru.access;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The API keys of a project. */
@Service
public class ApiKeyService {
    /** How long a rotated key keeps working unless somebody says otherwise. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    /** The longest overlap of a rotation. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    /** Makes a key of the caller's project that may do no more than the caller. */
    public IssuedApiKey create(Caller caller, ApiKeyData data) {
        throw new UnsupportedOperationException();
    }

    /** The keys of the caller's project, newest first. */
    public Page<ApiKey> page(Caller caller, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    public ApiKey get(Caller caller, ApiKeyId key) {
        throw new UnsupportedOperationException();
    }

    /** Makes a successor with the same rights; the old secret keeps working for the overlap. */
    public IssuedApiKey rotate(Caller caller, ApiKeyId key, Duration overlap) {
        throw new UnsupportedOperationException();
    }

    /** Ends a key on every replica within a second. */
    public void revoke(Caller caller, ApiKeyId key) {
        throw new UnsupportedOperationException();
    }
}
