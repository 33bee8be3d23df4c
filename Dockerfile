# syntax=docker/dockerfile:1
# Not tested yet: written without a Docker engine at hand. ./maru start is the tested way.

FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -DskipTests package -pl platform-server -am \
 && java -Djarmode=tools -jar platform-server/target/maru.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre-noble
RUN groupadd --system maru && useradd --system --gid maru --home-dir /var/lib/maru --create-home maru
WORKDIR /app
# What changes seldom comes first, so that a new build replaces the last layers only.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# The archive of loaded classes halves the time to start. The run that makes it has no database and ends where it
# would need one; that it fails there is expected, that it leaves no archive is not.
RUN MARU_HOME=/tmp/training MARU_DATABASE_URL=postgresql://none:none@127.0.0.1:1/none MARU_REDIS_URL=redis://127.0.0.1:1 \
    java -XX:AOTCacheOutput=/app/maru.aot -Dspring.context.exit=onRefresh --enable-native-access=ALL-UNNAMED -jar maru.jar \
    >/dev/null 2>&1 || true; rm -rf /tmp/training; test -s /app/maru.aot
USER maru
ENV MARU_HOME=/var/lib/maru MARU_ADDRESS=0.0.0.0 MARU_PORT=8080 MARU_MANAGEMENT_PORT=8081 MARU_LOG_FORMAT=json
VOLUME /var/lib/maru
EXPOSE 8080 8081
ENTRYPOINT ["java", "-XX:AOTCache=/app/maru.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
            "--enable-native-access=ALL-UNNAMED", "-jar", "/app/maru.jar"]
