package dev.maru.access.http;

/** The paths that several controllers and the route table share. */
final class AccessPaths {
    static final String ME = "/api/me";
    static final String TENANTS = "/api/tenants";
    static final String TENANT = TENANTS + "/{tenant}";
    static final String PROJECTS = TENANT + "/projects";
    static final String PROJECT = PROJECTS + "/{project}";
    static final String KEYS = PROJECT + "/keys";
    static final String MEMBERS = TENANT + "/members";
    static final String INVITATIONS = TENANT + "/invitations";
    static final String AUDIT = TENANT + "/audit";

    private AccessPaths() {}
}
