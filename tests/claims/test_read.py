

def test_a_table_without_titles_is_refused_and_none_of_it_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("SMITH JOHN,20962\nDOE JANE,20956\n", "utf-8")
    with pytest.raises(ClaimsError, match="the row of titles holds claims") as refused:
        read_claims(file, {"case": "SMITH JOHN", "code": "20962"})
    assert "SMITH" not in str(refused.value)
