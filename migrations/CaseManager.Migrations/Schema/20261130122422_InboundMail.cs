using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class InboundMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The codes of answers are those of mail now.
            migrationBuilder.Sql(
                """
                update takedowns.requests set "Answer" = case "Answer"
                    when 'received' then 'acknowledged' when 'asks-for-more' then 'asks_for_more' when 'says-removed' then 'says_removed' end
                where "Answer" in ('received', 'asks-for-more', 'says-removed');
                """);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                schema: "takedowns",
                table: "notices",
                type: "character varying(12)",
                maxLength: 12,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "inbound_messages",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Folder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    Uid = table.Column<long>(type: "bigint", nullable: false),
                    RawHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    MessageIdHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    TicketHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StoredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Class = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    ClassRule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    MatchRule = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    IsVerified = table.Column<bool>(type: "boolean", nullable: false),
                    Standing = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: true),
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: true),
                    ObjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    TeamEpoch = table.Column<int>(type: "integer", nullable: true),
                    TeamFile = table.Column<byte[]>(type: "bytea", nullable: true),
                    NeedsPerson = table.Column<bool>(type: "boolean", nullable: false),
                    DecidedClass = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "mail_cursors",
                schema: "takedowns",
                columns: table => new
                {
                    Folder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    LastUid = table.Column<long>(type: "bigint", nullable: false),
                    TriedUid = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_cursors", x => x.Folder);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Code",
                schema: "takedowns",
                table: "notices",
                column: "Code",
                filter: "\"Code\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_CaseId",
                schema: "takedowns",
                table: "inbound_messages",
                column: "CaseId",
                filter: "\"CaseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_MessageIdHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "MessageIdHash",
                filter: "\"MessageIdHash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_NoticeId",
                schema: "takedowns",
                table: "inbound_messages",
                column: "NoticeId",
                filter: "\"NoticeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_RawHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "RawHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_StoredAt_Id",
                schema: "takedowns",
                table: "inbound_messages",
                columns: new[] { "StoredAt", "Id" },
                filter: "\"NeedsPerson\"");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_TicketHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "TicketHash",
                filter: "\"TicketHash\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbound_messages",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "mail_cursors",
                schema: "takedowns");

            migrationBuilder.DropIndex(
                name: "IX_notices_Code",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "Code",
                schema: "takedowns",
                table: "notices");
        }
    }
}
