package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"four calm machines", "Halle7-drei-Pressen", "数控车间里有很多机器呢", "zK8#vqPw2!"})
    void acceptsWordsTogetherAndRandomCharacters(String password) {
        assertThat(PasswordPolicy.objection("anna", password.toCharArray())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "ninechars", "Password123", "PASSWORD2026!", "1234567890", "12345678901",
            "9876543210", "abcdefghij", "aaaaaaaaaaaa", "abababababab", "qwertyuiop", "qwertyuiop1!", "woaini1314520",
            "1qaz2wsx3edc", "administrator", "Factfloor2026", "simatic300", "anna123456", "Annaanna2026"})
    void refusesWhatGuessingStartsWith(String password) {
        assertThat(PasswordPolicy.objection("anna", password.toCharArray())).isPresent();
    }

    @org.junit.jupiter.api.Test
    void refusesWhatIsTooLongToHash() {
        assertThat(PasswordPolicy.objection("anna", "four calm machines ".repeat(14).toCharArray())).hasValueSatisfying(
                text -> assertThat(text.en()).contains("at most 256"));
    }
}
