"""Who works in the example company."""

LEAD = ("Ana Ruiz", "ana.ruiz@northwind.example")
"""The person whom the demo opens as."""

KNOWN = (
    "Ben Okafor",
    "Chiara Neri",
    "Eva Lind",
    "Jonas Größl",
    "Li Na 李娜",
    "Amélie Dubois",
    "Mateusz Żak",
    "Sora Kim",
)
FIRST = tuple(
    """
    Aisha Ayşe Bruno Carmen Dmitri Elif Farid Greta Hana Ines Jörg Kenji Leila Marek Nadia Óscar Priya Quentin
    Rosa Søren Tariq Ursula Vikram Wanda Ximena Yusuf Zoë Anders Beatriz Cheng Dalia Emre Fatima Gustav Helene Ivo
    Jana Kofi Lucía Mei Niklas Olga Paulo Renata Stefan Thandi Uwe Vera Wei
    """.split()  # noqa: SIM905  # a list literal would take a page
)
LAST = tuple(
    """
    Adeyemi Bauer Castillo Đorđević Eriksson Fischer Gómez Haddad Ivanova Jensen Kowalski Lindqvist Müller
    Nakamura Oliveira Petrov Quist Rossi Schäfer Tanaka Ueda Van-Dijk Weiß Xu Yılmaz Zhang Andersson Banerjee
    Costa Dahl Evans Ferreira Grün Horvat Iqbal Johansson Khan Laurent Mwangi Novák
    """.split()  # noqa: SIM905  # a list literal would take a page
)
