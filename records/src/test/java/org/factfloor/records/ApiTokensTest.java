package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.factfloor.records.ApiToken.Scope;
import org.junit.jupiter.api.Test;

class ApiTokensTest extends RecordsFixture {

    @Test
    void knowsATokenByItselfAndListsItByName() {
        String token = records.tokens().create("prometheus", Set.of(Scope.METRICS, Scope.READ), "anna");
        reopen();
        assertThat(records.tokens().find(token)).contains(
                new ApiToken("prometheus", Set.of(Scope.METRICS, Scope.READ), clock.instant(), "anna"));
        assertThat(records.tokens().list()).extracting(ApiToken::name).containsExactly("prometheus");
        assertThat(records.tokens().find(token + "x")).isEmpty();
    }

    @Test
    void endsATokenThatIsRevoked() {
        String token = records.tokens().create("erp", Set.of(Scope.READ), "anna");
        assertThat(records.tokens().revoke("erp")).isTrue();
        assertThat(records.tokens().revoke("erp")).isFalse();
        assertThat(records.tokens().find(token)).isEmpty();
    }

    @Test
    void refusesANameThatIsTaken() {
        records.tokens().create("erp", Set.of(Scope.READ), "anna");
        assertThatThrownBy(() -> records.tokens().create("erp", Set.of(Scope.READ), "anna"))
                .isInstanceOf(RecordsException.class).hasMessageContaining("already");
        assertThatThrownBy(() -> records.tokens().create("mes", Set.of(), "anna")).isInstanceOf(RecordsException.class);
    }
}
